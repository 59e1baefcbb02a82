// The channels inside a session's encryption: names, numbers, directions, limits. How their bytes lie in a record is in
// record.ts; what the messages on them mean is each channel's own schema.

export const channelNames = [
  'input',
  'control',
  'screenFeedback',
  'screen',
  'audio',
  'clipboard',
  'terminal',
  'files',
] as const;
export type ChannelName = (typeof channelNames)[number];

export type ChannelDirection = 'toAgent' | 'toViewer' | 'both';

export interface ChannelRules {
  /** Its number on the wire, which is its priority too: the lowest number that may send goes first. */
  readonly number: number;
  readonly direction: ChannelDirection;
  /** A message longer than this ends the link. */
  readonly maxMessageBytes: number;
  /** How far a sender may be ahead of what its peer has taken from the channel. */
  readonly windowBytes: number;
  /** What a sender may have waiting while the peer takes nothing; more ends the link. */
  readonly maxQueuedBytes: number;
}

const KiB = 1024;
const MiB = 1024 * KiB;

export const channelRules = {
  input: { number: 0, direction: 'toAgent', maxMessageBytes: 16 * KiB, windowBytes: 64 * KiB, maxQueuedBytes: MiB },
  control: {
    number: 1,
    direction: 'both',
    maxMessageBytes: 256 * KiB,
    windowBytes: 256 * KiB,
    maxQueuedBytes: 4 * MiB,
  },
  /** Acknowledgements of the picture and the wish for a full one, in the codec's own form. */
  screenFeedback: { number: 2, direction: 'toAgent', maxMessageBytes: 64, windowBytes: 16 * KiB, maxQueuedBytes: MiB },
  screen: {
    number: 3,
    direction: 'toViewer',
    maxMessageBytes: 64 * MiB,
    windowBytes: 4 * MiB,
    maxQueuedBytes: 128 * MiB,
  },
  audio: { number: 4, direction: 'both', maxMessageBytes: 64 * KiB, windowBytes: 256 * KiB, maxQueuedBytes: 2 * MiB },
  /** One text with the byte before it. */
  clipboard: { number: 5, direction: 'both', maxMessageBytes: MiB + 1, windowBytes: MiB, maxQueuedBytes: 8 * MiB },
  terminal: { number: 6, direction: 'both', maxMessageBytes: MiB, windowBytes: MiB, maxQueuedBytes: 16 * MiB },
  files: { number: 7, direction: 'both', maxMessageBytes: MiB, windowBytes: 4 * MiB, maxQueuedBytes: 16 * MiB },
} as const satisfies Record<ChannelName, ChannelRules>;

/** The channel with this number, or null for one this version does not know. */
export function channelOfNumber(number: number): ChannelName | null {
  return channelNames.find((name) => channelRules[name].number === number) ?? null;
}
