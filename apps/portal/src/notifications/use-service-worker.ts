// The service worker while somebody is signed in: started, told which organisation this page shows, heard when a
// notification was pressed, and subscribed again where this device was before the last sign-out.
import { localeSchema } from '@nearhand/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { pushStateQuery } from '../api/push.ts';
import { useMe } from '../member/member.ts';
import { linkedPath } from '../organisations/linked-organisation.ts';
import { pageOrganisation } from '../organisations/page-organisation.ts';
import { isPushWanted, startServiceWorker, subscribe } from './push.ts';
import { mayShowSystem } from './system-permission.ts';

const messageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('notification.opened'), path: z.string().regex(linkedPath) }),
  z.object({ type: z.literal('organisation.asked') }),
]);

export function useServiceWorker(): void {
  const { history } = useRouter();
  const client = useQueryClient();
  const person = useMe().member.email;
  const { i18n } = useTranslation();
  useEffect(() => {
    const start = async () => {
      await startServiceWorker();
      if (!isPushWanted(person) || !mayShowSystem()) return;
      const { subscribed } = await client.fetchQuery(pushStateQuery);
      if (!subscribed) await subscribe({ person, locale: localeSchema.parse(i18n.language) });
      await client.invalidateQueries({ queryKey: pushStateQuery.queryKey });
    };
    // What cannot be brought back is shown in the profile, where it can be tried again.
    start().catch(() => {});
  }, [client, person, i18n]);

  useEffect(() => {
    const listen = (event: MessageEvent<unknown>) => {
      const { data } = messageSchema.safeParse(event.data);
      if (data?.type === 'notification.opened') history.push(data.path);
      else if (data !== undefined) event.ports[0]?.postMessage(pageOrganisation());
    };
    navigator.serviceWorker?.addEventListener('message', listen);
    return () => navigator.serviceWorker?.removeEventListener('message', listen);
  }, [history]);
}
