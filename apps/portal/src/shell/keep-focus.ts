// What had the focus before a window opened may be gone when it closes: a row that left the list, a button that its own
// effect took away. The focus is then in the window below, or at the page's beginning, rather than nowhere.

/** Mantine gives the focus back 10 ms after a window was closed, which may be after it is gone. */
const afterReturnMs = 50;

/** To be called once the window is gone. */
export function keepFocusOnPage(): void {
  setTimeout(() => {
    if (document.activeElement !== document.body) return;
    const below = [...document.querySelectorAll<HTMLElement>('[role="dialog"]')].at(-1);
    (below ?? document.getElementById('content'))?.focus();
  }, afterReturnMs);
}
