// The icon of an enrolled computer in the tray: how it stands, in a picture and a sentence, and a menu. Pure.

import type { TrayContent } from '@nearhand/host';
import type { Locale } from '@nearhand/protocol';
import { cleanName } from '../../consent/clean-name.ts';
import type { ParticipantView } from '../../consent/consent-view.ts';
import { fill, texts } from '../../consent/texts/texts.ts';
import { connectedTitle, type Say } from '../../consent/window/session-elements.ts';
import type { Standing } from '../enrolled-run.ts';

export const trayIds = { open: 'open', end: 'end', quit: 'quit' } as const;

export interface TrayView {
  readonly standing: Standing;
  readonly online: boolean;
  /** Everybody, also who was asked for. */
  readonly participants: readonly ParticipantView[];
  /** Whoever sits there may end the program. */
  readonly mayQuit: boolean;
}

export function trayContent(view: TrayView, locale: Locale): TrayContent {
  const say: Say = (key, values) => fill(texts[locale][key], values);
  const isConnected = view.participants.length > 0;
  return {
    ...stateOf(view, say),
    menu: [
      { id: trayIds.open, label: say('trayOpen') },
      ...(isConnected ? [{ id: trayIds.end, label: say('end') }] : []),
      ...(view.mayQuit ? [{ id: trayIds.quit, label: say('homeQuit') }] : []),
    ],
  };
}

function stateOf({ standing, online, participants }: TrayView, say: Say): Pick<TrayContent, 'state' | 'tip'> {
  const product = say('windowTitle');
  const tip = (words: string): string => `${product}: ${words}`;
  const people = participants.map((one) => ({ ...one, name: cleanName(one.name) }));
  if (people.length > 0) return { state: 'connected', tip: tip(connectedTitle(people, say)) };
  if (standing.kind === 'linked' && online) return { state: 'ready', tip: tip(say('trayReady')) };
  return { state: 'away', tip: tip(say(standing.kind === 'linked' ? 'trayOffline' : 'trayUnlinked')) };
}
