// What the relay counts: links, frames and bytes by direction.

import { Counter, Gauge, type Registry } from 'prom-client';
import type { RelaySide } from './relay-token.ts';

export interface RelayMeter {
  passed(from: RelaySide, bytes: number): void;
  /** A frame whose receiver was absent. */
  dropped(bytes: number): void;
  links(count: number): void;
}

export const silentRelayMeter: RelayMeter = { passed() {}, dropped() {}, links() {} };

export function createRelayMeter(registry: Registry): RelayMeter {
  const registers = [registry];
  const labelNames = ['from'] as const;
  const frames = new Counter({ name: 'nearhand_relay_frames_total', help: 'Frames passed on', labelNames, registers });
  const bytes = new Counter({ name: 'nearhand_relay_bytes_total', help: 'Bytes passed on', labelNames, registers });
  const lost = new Counter({ name: 'nearhand_relay_dropped_bytes_total', help: 'Bytes for absent ends', registers });
  const open = new Gauge({ name: 'nearhand_relay_links', help: 'Links with at least one end present', registers });
  return {
    passed(from, count) {
      frames.inc({ from });
      bytes.inc({ from }, count);
    },
    dropped: (count) => lost.inc(count),
    links: (count) => open.set(count),
  };
}
