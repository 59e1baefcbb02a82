// The service worker while somebody is signed in: started, heard when a notification was pressed, and subscribed again
// where this device was before the last sign-out.
import { localeSchema } from '@nearhand/protocol';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { pushStateQuery } from '../api/push.ts';
import { useMe } from '../member/member.ts';
import { isPushWanted, startServiceWorker, subscribe } from './push.ts';
import { mayShowSystem } from './system-permission.ts';

const openedSchema = z.object({ type: z.literal('notification.opened'), path: z.string().regex(/^\/[\w/-]*$/) });

export function useServiceWorker(): void {
  const navigate = useNavigate();
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
      const opened = openedSchema.safeParse(event.data);
      if (opened.success) void navigate({ to: opened.data.path });
    };
    navigator.serviceWorker?.addEventListener('message', listen);
    return () => navigator.serviceWorker?.removeEventListener('message', listen);
  }, [navigate]);
}
