// Of several open tabs, one makes the sound and shows the system's notification.

/** Longer than it takes for all tabs to hear of it. */
const heldMs = 3_000;
/** Lets a tab that can be seen go first. */
const hiddenWaitMs = 250;

/** Runs in the first tab that asks for this name, and in no other. */
export async function inOneTab(name: string, work: () => Promise<void> | void): Promise<void> {
  await navigator.locks.request(`nearhand.${name}`, { ifAvailable: true }, async (lock) => {
    if (lock === null) return;
    await work();
    await new Promise((resolve) => setTimeout(resolve, heldMs));
  });
}

/** True in one tab, and only while no tab can be seen. */
export async function isUnseen(name: string, work: () => Promise<void>): Promise<void> {
  if (document.visibilityState === 'visible') return inOneTab(name, () => {});
  await new Promise((resolve) => setTimeout(resolve, hiddenWaitMs));
  return inOneTab(name, work);
}
