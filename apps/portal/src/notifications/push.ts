// Subscribing this browser to Web Push, and ending it. Remembers on this device for whom it was wanted, so that signing in
// again brings it back.
import { type Locale, newPushSubscriptionSchema } from '@nearhand/protocol';
import { ApiError } from '../api/errors.ts';
import { pushApi } from '../api/push.ts';

const storageKey = 'nearhand.push';

export interface PushWish {
  /** Whose: as this device remembers it. */
  person: string;
  locale: Locale;
}

export function isPushWanted(person: string): boolean {
  return localStorage.getItem(storageKey) === person;
}

export async function startServiceWorker(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  try {
    await navigator.serviceWorker.register('/service-worker.js', { updateViaCache: 'none' });
  } catch {
    // A browser that forbids it: system notifications then say so in the profile.
  }
}

/** False where the push service cannot be reached, by this browser or by the server. Throws ApiError for the rest. */
export async function subscribe({ person, locale }: PushWish): Promise<boolean> {
  const registration = await navigator.serviceWorker?.getRegistration();
  if (registration === undefined || !('pushManager' in registration)) return false;
  await navigator.serviceWorker.ready;
  const { publicKey } = await pushApi.state();
  const subscription = await subscribeBrowser(registration.pushManager, publicKey);
  if (subscription === null) return false;
  const { endpoint, keys } = subscription.toJSON();
  const known = newPushSubscriptionSchema.safeParse({ endpoint, keys, locale });
  const isTaken = known.success && (await tell({ ...known.data, locale }));
  if (!isTaken) await subscription.unsubscribe();
  else localStorage.setItem(storageKey, person);
  return isTaken;
}

export async function unsubscribe(): Promise<void> {
  localStorage.removeItem(storageKey);
  await pushApi.unsubscribe();
  const registration = await navigator.serviceWorker?.getRegistration();
  await (await registration?.pushManager?.getSubscription())?.unsubscribe();
}

/** Null where the browser's vendor has no service here, as on a network of its own. */
async function subscribeBrowser(manager: PushManager, publicKey: string): Promise<PushSubscription | null> {
  const options = { userVisibleOnly: true, applicationServerKey: publicKey };
  try {
    return await manager.subscribe(options);
  } catch (error) {
    // Subscribed before with another key of this server.
    const old =
      error instanceof DOMException && error.name === 'InvalidStateError' && (await manager.getSubscription());
    if (!old) return null;
    await old.unsubscribe();
    return manager.subscribe(options).catch(() => null);
  }
}

/** The server takes it and reaches its service: the test is seen at once. */
async function tell(subscription: Parameters<typeof pushApi.subscribe>[0]): Promise<boolean> {
  try {
    await pushApi.subscribe(subscription);
  } catch (error) {
    if (error instanceof ApiError && error.code === 'push_endpoint_refused') return false;
    throw error;
  }
  const { outcome } = await pushApi.test();
  if (outcome !== 'sent') await pushApi.unsubscribe();
  return outcome === 'sent';
}
