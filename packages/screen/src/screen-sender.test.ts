import { type Disposable, Emitter, ManualClock } from '@nearhand/base';
import type { PixelBuffer, Rect } from '@nearhand/protocol';
import { describe, expect, it } from 'vitest';
import { type ScreenEvent, ScreenReceiver, refreshRequest } from './screen-receiver.ts';
import { ScreenSender, type ScreenSource } from './screen-sender.ts';
import { asRgba, drawDamage, randomPicture } from './testing/pictures.ts';
import { SimulatedLink, percentile } from './testing/simulated-link.ts';

/** A desktop whose picture the test changes. Its memory is used again by each grab, as a capture's is. */
class FakeSource implements ScreenSource {
  readonly #damaged = new Emitter<void>();
  readonly onDamage = this.#damaged;
  readonly #grabbed: PixelBuffer;
  #damage: Rect[] = [];
  #told = false;
  grabs = 0;
  failure: Error | null = null;
  readonly picture: PixelBuffer;

  constructor(picture: PixelBuffer) {
    this.picture = picture;
    this.#grabbed = { ...picture, data: picture.data.slice() };
  }

  change(seed: number): void {
    this.#damage.push(...drawDamage(this.picture, seed));
    if (this.#told) return;
    this.#told = true;
    this.#damaged.emit();
  }

  grab(): { picture: PixelBuffer; damage: readonly Rect[] } {
    if (this.failure) throw this.failure;
    this.grabs++;
    this.#told = false;
    const damage = this.#damage;
    this.#damage = [];
    this.#grabbed.data.set(this.picture.data);
    return { picture: this.#grabbed, damage };
  }
}

/** Sender, link and receiver. */
function connect(picture: PixelBuffer, link: { latencyMs: number; bytesPerMs: number }) {
  const clock = new ManualClock();
  const source = new FakeSource(picture);
  const receiver = new ScreenReceiver();
  const events: ScreenEvent[] = [];
  let damageNext = false;
  const wire = new SimulatedLink({
    ...link,
    clock,
    onArrived: (message) => {
      const bytes = damageNext ? message.slice(0, -1) : message;
      damageNext = false;
      try {
        const event = receiver.receive(bytes);
        events.push(event);
        if (event.kind === 'picture') wire.back(() => sender.receive(event.acknowledgement));
      } catch {
        wire.back(() => sender.receive(refreshRequest()));
      }
    },
  });
  const sender = new ScreenSender({ source, clock, send: (bytes) => wire.send(bytes) });
  return {
    clock,
    source,
    receiver,
    events,
    wire,
    sender,
    damageNextMessage: () => {
      damageNext = true;
    },
    /** Lets time pass; the callback is called each millisecond. */
    run(forMs: number, each?: (atMs: number) => void): void {
      for (let atMs = 0; atMs < forMs; atMs++) {
        each?.(atMs);
        wire.tick();
      }
    },
  };
}

const goodLine = { latencyMs: 10, bytesPerMs: 2000 };

describe('ScreenSender', () => {
  it('SCR1: the receiver ends with the picture, through changes, damaged messages and a stalled link', () => {
    const all = connect(randomPicture(300, 200, 1), goodLine);
    all.run(6000, (atMs) => {
      if (atMs % 7 === 0 && atMs < 5000) all.source.change(atMs);
      if (atMs === 1000 || atMs === 2500) all.damageNextMessage();
      if (atMs === 3000) all.wire.bytesPerMs = 0;
      if (atMs === 4000) all.wire.bytesPerMs = goodLine.bytesPerMs;
    });
    expect(all.receiver.surface?.rgba).toEqual(asRgba(all.source.picture));
    expect(all.events.at(-1)).toMatchObject({ kind: 'picture', complete: true });
  });

  it('SCR3: nothing is grabbed or sent while nothing changes', () => {
    const all = connect(randomPicture(300, 200, 1), goodLine);
    all.run(1000);
    const { grabs } = all.source;
    const updates = all.events.length;
    all.run(30_000);
    expect(all.source.grabs).toBe(grabs);
    expect(all.events.length).toBe(updates);
    all.source.change(5);
    all.run(100);
    expect(all.receiver.surface?.rgba).toEqual(asRgba(all.source.picture));
  });

  it('SCR9: what changes while the link is busy is merged, so what arrives is never old', () => {
    const all = connect(randomPicture(640, 480, 1), { latencyMs: 20, bytesPerMs: 200 });
    all.run(2000);
    all.wire.delaysMs = [];
    all.run(5000, (atMs) => {
      if (atMs % 10 === 0) all.source.change(atMs);
    });
    expect(percentile(all.wire.delaysMs, 0.95)).toBeLessThan(200);
    all.run(4000);
    expect(all.receiver.surface?.rgba).toEqual(asRgba(all.source.picture));
  });

  it('SCR9: no more than sixty pictures are taken in a second', () => {
    const all = connect(randomPicture(64, 64, 1), { latencyMs: 0, bytesPerMs: 1e6 });
    all.run(1000, (atMs) => all.source.change(atMs));
    expect(all.source.grabs).toBeGreaterThan(45);
    expect(all.source.grabs).toBeLessThanOrEqual(61);
  });

  it('SCR10: a pause sends nothing, resuming sends what changed meanwhile', () => {
    const all = connect(randomPicture(300, 200, 1), goodLine);
    all.run(500);
    all.sender.pause();
    const updates = all.events.length;
    all.run(500, (atMs) => all.source.change(atMs));
    expect(all.events.length).toBe(updates);
    all.sender.resume();
    all.run(500);
    expect(all.receiver.surface?.rgba).toEqual(asRgba(all.source.picture));
  });

  it('SCR4: a refresh sends the whole picture and the pointer again', () => {
    const all = connect(randomPicture(300, 200, 1), goodLine);
    const shape = { widthPx: 1, heightPx: 1, hotspotX: 0, hotspotY: 0, rgba: Uint8Array.of(1, 2, 3, 255) };
    all.sender.setCursor(shape);
    all.run(500);
    all.events.length = 0;
    all.sender.receive(refreshRequest());
    all.run(500);
    expect(all.events.filter(({ kind }) => kind === 'cursor')).toEqual([{ kind: 'cursor', shape }]);
    const pictures = all.events.filter((event) => event.kind === 'picture');
    expect(pictures[0]?.rects).toEqual([{ x: 0, y: 0, width: 300, height: 200 }]);
    expect(all.receiver.surface?.rgba).toEqual(asRgba(all.source.picture));
  });

  it('stops and says so when the source fails', () => {
    const all = connect(randomPicture(64, 64, 1), goodLine);
    const failures: unknown[] = [];
    all.sender.onFailed.on((error) => failures.push(error));
    all.source.failure = new Error('display lost');
    all.run(100);
    all.source.change(3);
    all.run(100);
    expect(failures).toEqual([all.source.failure]);
  });

  it('does nothing after dispose, and gives other work a turn between parts', () => {
    const source = new FakeSource(randomPicture(1920, 1080, 2));
    const turns: (() => void)[] = [];
    const schedule = (callback: () => void): Disposable => {
      turns.push(callback);
      return { dispose: () => turns.splice(turns.indexOf(callback), 1) };
    };
    const sent: number[] = [];
    const send = (bytes: Uint8Array): number => sent.push(bytes.length);
    const sender = new ScreenSender({ source, clock: new ManualClock(), send, schedule });
    turns.shift()?.();
    expect([sent.length, turns.length]).toEqual([1, 1]);
    sender.dispose();
    sender.dispose();
    expect(turns.length).toBe(0);
    source.change(1);
    sender.refresh();
    expect(turns.length).toBe(0);
  });
});
