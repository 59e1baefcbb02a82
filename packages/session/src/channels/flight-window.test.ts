import { describe, expect, it } from 'vitest';
import { ManualClock } from '@nearhand/base';
import { FlightWindow } from './flight-window.ts';

/** Sends as much as allowed for so long over a path of this speed and round trip; gives the longest queueing delay late on. */
function simulate(path: { bytesPerMs: number; roundTripMs: number; forMs: number }) {
  const clock = new ManualClock();
  const flight = new FlightWindow(clock);
  let queueFreeAtMs = 0;
  let deliveredBytes = 0;
  let worstDelayMs = 0;
  const piece = 32 * 1024;
  for (let nowMs = 0; nowMs < path.forMs; nowMs++) {
    while (flight.open) {
      flight.sent(piece);
      const startMs = Math.max(nowMs, queueFreeAtMs);
      queueFreeAtMs = startMs + piece / path.bytesPerMs;
      const arrivalMs = queueFreeAtMs + path.roundTripMs;
      if (nowMs > path.forMs / 2) worstDelayMs = Math.max(worstDelayMs, queueFreeAtMs - nowMs);
      if (arrivalMs < path.forMs) deliveredBytes += piece;
      if (!flight.markerDue) continue;
      const id = flight.mark();
      clock.setTimer(arrivalMs - nowMs, () => flight.arrived(id));
    }
    clock.advance(1);
    if (!Number.isInteger(flight.windowBytes)) throw new Error(`A window of ${flight.windowBytes} bytes`);
  }
  return { share: deliveredBytes / (path.bytesPerMs * path.forMs), worstDelayMs, flight };
}

describe('FlightWindow', () => {
  it('SES22: a slow path is kept busy and does not queue up', () => {
    const { share, worstDelayMs } = simulate({ bytesPerMs: 1250, roundTripMs: 40, forMs: 20_000 });
    expect(share).toBeGreaterThan(0.9);
    expect(worstDelayMs).toBeLessThan(150);
  });

  it('SES22: a fast, long path is used', () => {
    const { share } = simulate({ bytesPerMs: 50_000, roundTripMs: 80, forMs: 20_000 });
    expect(share).toBeGreaterThan(0.7);
  });

  it('SES22: a very slow path holds little more than the least window', () => {
    const { flight } = simulate({ bytesPerMs: 60, roundTripMs: 100, forMs: 30_000 });
    expect(flight.windowBytes).toBeLessThanOrEqual(96 * 1024);
  });

  it('measures the round trip', () => {
    const clock = new ManualClock();
    const flight = new FlightWindow(clock);
    expect(flight.roundTripMs).toBeNull();
    const [first, second] = [flight.mark(), flight.mark()];
    clock.advance(30);
    flight.arrived(second);
    flight.arrived(first);
    flight.arrived(99);
    expect(flight.roundTripMs).toBe(30);
  });
});
