// What an icon in the desktop's tray shows, as one plain value, and what comes back. Backends draw it and nothing else;
// where the desktop has no tray it is simply not there.

/** `ready`: reachable, nobody is connected; `connected`: somebody is; `away`: nobody can be. */
export type TrayState = 'ready' | 'connected' | 'away';

export interface TrayContent {
  readonly state: TrayState;
  /** Shown under the pointer, and the icon's name for screen readers: one line of plain text. */
  readonly tip: string;
  /** From top to bottom. */
  readonly menu: readonly { readonly id: string; readonly label: string }[];
}

export type TrayEvent =
  /** Clicked, or pressed with the keyboard. */
  | { readonly type: 'opened' }
  | { readonly type: 'chosen'; readonly id: string }
  /** Whether it is in a tray; told after each change, and never before it is in one. */
  | { readonly type: 'placed'; readonly isThere: boolean };

/** Windows has room for 127 units, and no icon needs more. */
const maxTipUnits = 127;

/** One line that fits; never half a character. */
export function tipOf({ tip }: TrayContent): string {
  const line = tip.replaceAll(/\s+/g, ' ').trim();
  if (line.length <= maxTipUnits) return line;
  const cut = line.slice(0, maxTipUnits - 1);
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}
