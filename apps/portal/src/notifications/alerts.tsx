// Tells of a new notification while the portal is open: a card for a few seconds, the sound, and, where no tab can be
// seen, a notification of the operating system.
import { CloseButton } from '@mantine/core';
import type { Notification } from '@nearhand/protocol';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pushStateQuery } from '../api/push.ts';
import { organisationsQuery } from '../api/organisations.ts';
import { useHubMessages } from '../live/hub-messages.ts';
import { linkInto } from '../organisations/linked-organisation.ts';
import { pageOrganisation } from '../organisations/page-organisation.ts';
import { inOneTab, isUnseen } from './one-tab.ts';
import { isSoundOn, playSound } from './sound.ts';
import { mayShowSystem } from './system-permission.ts';
import { useMarkRead } from './use-mark-read.ts';
import { useServiceWorker } from './use-service-worker.ts';
import { notificationLooks, pathOf, useNotificationTitle } from './words.ts';
import './alerts.css';

const shownMs = 8_000;
const mostShown = 3;

export function Alerts() {
  const title = useNotificationTitle();
  const client = useQueryClient();
  useServiceWorker();
  const viewed = useLocation().pathname.replace(/^\/connect\/request\//, '/support/');
  const [cards, setCards] = useState<readonly Notification[]>([]);
  const close = useCallback((id: string) => setCards((before) => before.filter((card) => card.id !== id)), []);

  useHubMessages((message) => {
    if (message.type !== 'notification.added') return;
    const { notification, alert, listed } = message;
    const { id, subject } = notification;
    // Whoever is with the customer sees it anyway.
    if (listed && !(isViewer() && pathOf(subject) === viewed)) {
      // What is counted again replaces its own card.
      const isOther = (card: Notification) =>
        pathOf(card.subject) !== pathOf(subject) || card.event !== notification.event;
      setCards((before) => [...before.filter(isOther), notification].slice(-mostShown));
    }
    if (alert.sound && isSoundOn()) void inOneTab(`sound.${id}`, playSound);
    if (!alert.system || !mayShowSystem()) return;
    // Without the server there is nothing to be told; the list has it when it is back.
    isUnseen(`system.${id}`, () => showSystem(client, title(notification), notification)).catch(() => {});
  });

  return (
    <output className="alerts">
      {cards.map((card) => (
        <AlertCard key={card.id} notification={card} onClose={close} />
      ))}
    </output>
  );
}

/** The connection window: nothing may lead away from it. */
function isViewer(): boolean {
  return window.location.pathname.startsWith('/connect/');
}

/** Where the server pushes to this browser, the service worker shows it. */
async function showSystem(client: QueryClient, title: string, { id, subject }: Notification): Promise<void> {
  const { subscribed } = await client.fetchQuery(pushStateQuery);
  const registration = await navigator.serviceWorker.getRegistration();
  if (subscribed || registration === undefined) return;
  // All but requests concern the person alone.
  const organisation = subject.kind === 'request' ? (pageOrganisation() ?? null) : null;
  const { organisations } = await client.ensureQueryData(organisationsQuery);
  const here = organisations.length > 1 ? organisations.find(({ id: one }) => one === organisation) : undefined;
  const data = { path: linkInto(pathOf(subject), organisation) };
  await registration.showNotification(title, { tag: id, body: here?.name ?? '', icon: '/icons/icon-192.png', data });
}

function AlertCard({ notification, onClose }: { notification: Notification; onClose: (id: string) => void }) {
  const { t } = useTranslation();
  const title = useNotificationTitle();
  const markRead = useMarkRead();
  const { id, event, subject } = notification;
  const { icon: Icon, tone } = notificationLooks[event];
  const hold = useLeaving(() => onClose(id));
  return (
    <span className="alert-card" {...hold}>
      <span className="notification-icon" data-tone={tone}>
        <Icon size={20} stroke={1.7} aria-hidden="true" />
      </span>
      <Link
        to={pathOf(subject)}
        className="alert-link"
        {...(isViewer() ? { target: '_blank', rel: 'noopener' } : {})}
        onClick={() => {
          markRead.mutate([id]);
          onClose(id);
        }}
      >
        {title(notification)}
      </Link>
      <CloseButton aria-label={t('action.close')} onClick={() => onClose(id)} />
    </span>
  );
}

/** Goes by itself after a while, but not from under the pointer or the focus. */
function useLeaving(onLeave: () => void) {
  const [held, setHeld] = useState(false);
  const leave = useRef(onLeave);
  useEffect(() => {
    leave.current = onLeave;
  });
  useEffect(() => {
    if (held) return undefined;
    const timer = setTimeout(() => leave.current(), shownMs);
    return () => clearTimeout(timer);
  }, [held]);
  return {
    onMouseEnter: () => setHeld(true),
    onMouseLeave: () => setHeld(false),
    onFocus: () => setHeld(true),
    onBlur: () => setHeld(false),
  };
}
