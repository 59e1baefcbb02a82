// Tells of a new notification while the portal is open: a card for a few seconds, the sound, and, where no tab can be
// seen, a notification of the operating system.
import { CloseButton } from '@mantine/core';
import type { Notification } from '@nearhand/protocol';
import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHubMessages } from '../live/hub-messages.ts';
import { inOneTab, isUnseen } from './one-tab.ts';
import { isSoundOn, playSound } from './sound.ts';
import { useMarkRead } from './use-mark-read.ts';
import { notificationLooks, pathOf, useNotificationTitle } from './words.ts';
import './alerts.css';

const shownMs = 8_000;
const mostShown = 3;

export function Alerts() {
  const title = useNotificationTitle();
  const navigate = useNavigate();
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
    void isUnseen(`system.${id}`, () => {
      const shown = new window.Notification(title(notification), { tag: id, icon: '/favicon.svg' });
      shown.addEventListener('click', () => {
        window.focus();
        shown.close();
        if (isViewer()) window.open(pathOf(subject), '_blank', 'noopener');
        else void navigate({ to: pathOf(subject) });
      });
    });
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

function mayShowSystem(): boolean {
  return 'Notification' in window && window.Notification.permission === 'granted';
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
