// What the window of an enrolled computer shows, as one plain value. Pure.

import type { Permission } from '@nearhand/protocol';
import type { Away } from '../../consent/away.ts';
import type { ChatView } from '../../consent/chat-view.ts';
import type { ParticipantView } from '../../consent/consent-view.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Standing } from '../enrolled-run.ts';

export interface HomeView {
  readonly standing: Standing;
  /** The server's address. */
  readonly origin: string;
  readonly online: boolean;
  /** `no`: it is there, or was not tried yet. */
  readonly away: Away;
  readonly participants: readonly ParticipantView[];
  /** null: there is none. */
  readonly chat: ChatView | null;
  readonly settings: Settings;
  /**
   * `program`: it runs for as long as the person lets it; `installed`: as a service of the person's own; `service`: as one
   * of the whole computer, with the system's rights.
   */
  readonly kind: 'program' | 'installed' | 'service';
  /** Whether it starts with the system; null: that cannot be chosen here. */
  readonly startsWithSystem: boolean | null;
  /** The server takes names from computers, and is there. */
  readonly mayRename: boolean;
  /** The way to the server was laid down when the program was started. */
  readonly isWayGiven: boolean;
  /** What the owner of the computer laid down; settings only cut it. */
  readonly policy: { readonly asks: boolean; readonly permissions: readonly Permission[] };
}
