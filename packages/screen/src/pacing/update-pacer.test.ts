import { ManualClock } from '@nearhand/base';
import { describe, expect, it } from 'vitest';
import { SimulatedLink, percentile } from '../testing/simulated-link.ts';
import { UpdatePacer } from './update-pacer.ts';

interface Second {
  /** Part of what the link could carry. */
  readonly use: number;
  /** From sending to the end of the update entering the wire. */
  readonly delayMs: number;
  readonly worstDelayMs: number;
}

interface Scenario {
  readonly latencyMs: number;
  readonly bytesPerMs: number;
  readonly seconds: number;
  /** Bytes of an update made at this time; 0: nothing to send. */
  readonly make?: (pacer: UpdatePacer, atMs: number) => number;
  /** Once a millisecond. */
  readonly change?: (link: SimulatedLink, atMs: number) => void;
}

/** Sends whatever the pacer allows over a simulated link that needs 5 ms to draw, and reports each second. */
function run({ latencyMs, bytesPerMs, seconds, make, change }: Scenario): Second[] {
  const clock = new ManualClock();
  const pacer = new UpdatePacer({ clock });
  const numbers = new Map<Uint8Array, number>();
  const link = new SimulatedLink({
    clock,
    latencyMs,
    bytesPerMs,
    drawMs: 5,
    onArrived: (message) => link.back(() => pacer.acknowledged(numbers.get(message) ?? 0)),
  });
  const report: Second[] = [];
  for (let atMs = 0; atMs < seconds * 1000; atMs++) {
    change?.(link, atMs);
    while (pacer.ready) {
      const bytes = make ? make(pacer, atMs) : pacer.partBytes;
      if (bytes === 0) {
        pacer.idle();
        break;
      }
      const message = new Uint8Array(bytes);
      numbers.set(message, numbers.size + 1);
      pacer.sent(numbers.size, bytes);
      link.send(message);
    }
    link.tick();
    if (atMs % 1000 !== 999) continue;
    const { deliveredBytes, delaysMs } = link;
    report.push({
      use: deliveredBytes / (bytesPerMs * 1000),
      delayMs: percentile(delaysMs, 0.5),
      worstDelayMs: percentile(delaysMs, 1),
    });
    link.deliveredBytes = 0;
    link.delaysMs = [];
  }
  return report;
}

describe('UpdatePacer', () => {
  it.each([
    { name: 'a local network', latencyMs: 0.5, bytesPerMs: 20_000, delayMs: 22 },
    { name: 'a good line', latencyMs: 20, bytesPerMs: 1000, delayMs: 45 },
    { name: 'a slow line', latencyMs: 50, bytesPerMs: 100, delayMs: 200 },
    { name: 'a far country', latencyMs: 150, bytesPerMs: 5000, delayMs: 90 },
  ])('SCR9: $name is used well and with little delay', ({ latencyMs, bytesPerMs, delayMs }) => {
    const settled = run({ latencyMs, bytesPerMs, seconds: 20 }).slice(6);
    for (const second of settled) expect(second.delayMs).toBeLessThanOrEqual(delayMs);
    const use = settled.reduce((sum, second) => sum + second.use, 0) / settled.length;
    expect(use).toBeGreaterThan(0.93);
  });

  it('SCR9: the queue shrinks again when the link becomes ten times slower, and it is used again when it recovers', () => {
    const seconds = run({
      latencyMs: 25,
      bytesPerMs: 2000,
      seconds: 9,
      change: (link, atMs) => {
        if (atMs === 2000) link.bytesPerMs = 200;
        if (atMs === 5000) link.bytesPerMs = 2000;
      },
    });
    expect(seconds[2]?.worstDelayMs).toBeLessThan(1000);
    expect(seconds[4]?.worstDelayMs).toBeLessThan(100);
    expect(seconds[4]?.use).toBeGreaterThan(0.08);
    expect(seconds[6]?.use).toBeGreaterThan(0.95);
    expect(seconds[6]?.worstDelayMs).toBeLessThan(60);
  });

  it('SCR9: while nothing arrives, next to nothing is sent', () => {
    let madeInStall = 0;
    let lastMs = -100;
    const seconds = run({
      latencyMs: 25,
      bytesPerMs: 2000,
      seconds: 8,
      make: (_pacer, atMs) => {
        if (atMs - lastMs < 16) return 0;
        lastMs = atMs;
        if (atMs >= 2000 && atMs < 6000) madeInStall++;
        return 600;
      },
      change: (link, atMs) => {
        if (atMs === 2000) link.bytesPerMs = 0;
        if (atMs === 6000) link.bytesPerMs = 2000;
      },
    });
    expect(madeInStall).toBeLessThan(12);
    expect(seconds[7]?.worstDelayMs).toBe(0);
  });

  it('SCR9: with nothing in flight an update may always be sent', () => {
    const clock = new ManualClock();
    const pacer = new UpdatePacer({ clock });
    for (let number = 1; number < 50; number++) {
      expect(pacer.ready).toBe(true);
      pacer.sent(number, 4_000_000);
      clock.advance(3000);
      pacer.acknowledged(number);
    }
    expect(pacer.roundTripMs).toBe(3000);
    expect(pacer.bytesPerSecond).toBeCloseTo(4_000_000 / 3);
  });

  it('SCR7: refuses an acknowledgement of what was never sent, and ignores a repeated one', () => {
    const pacer = new UpdatePacer({ clock: new ManualClock() });
    expect(() => pacer.acknowledged(1)).toThrow('cannot be decoded');
    pacer.sent(0xffffffff, 100);
    pacer.sent(0, 100);
    expect(() => pacer.acknowledged(1)).toThrow('cannot be decoded');
    pacer.acknowledged(0xffffffff);
    expect(pacer.inFlightBytes).toBe(100);
    pacer.acknowledged(0xffffffff);
    pacer.acknowledged(0);
    pacer.acknowledged(0);
    expect(pacer.inFlightBytes).toBe(0);
  });
});
