import { ManualClock, silentLogger } from '@nearhand/base';
import { describe, expect, it } from 'vitest';
import { testDuplication } from '../../testing/test-duplication.ts';
import { type DuplicationMemory, Duplications } from './duplications.ts';

const notImplemented = 0x8000_4001 | 0;

function subject(memory: DuplicationMemory = new Map()) {
  const { graphics, place, open: openOutput } = testDuplication();
  const clock = new ManualClock();
  let openings = 0;
  const duplications = new Duplications({
    clock,
    logger: silentLogger,
    memory,
    open(_place, signal) {
      openings++;
      return openOutput(signal);
    },
  });
  return { graphics, place, clock, duplications, openings: () => openings, device: place.device };
}

describe('which displays are duplicated', () => {
  it('HST110: what was refused is not tried again for an hour, nor by the next desktop of the program', async () => {
    const memory: DuplicationMemory = new Map();
    const { graphics, place, clock, duplications, device } = subject(memory);
    graphics.refusals.set('DuplicateOutput', notImplemented);
    expect(duplications.mayOpen(device)).toBe(true);
    expect(await duplications.open(place)).toBeNull();
    expect([duplications.mayOpen(device), subject(memory).duplications.mayOpen(device)]).toEqual([false, false]);
    expect(duplications.mayOpen(String.raw`\\.\DISPLAY1`)).toBe(true);
    clock.advance(3_600_000);
    expect(duplications.mayOpen(device)).toBe(true);
  });

  it('HST110: what takes longer than five seconds counts as refused, and is given back when it comes', async () => {
    const { graphics, place, clock, duplications } = subject();
    const gate = Promise.withResolvers<void>();
    graphics.gate = () => gate.promise;
    const opening = duplications.open(place);
    await expect.poll(() => graphics.called).toContain('CreateDXGIFactory1');
    clock.advance(5000);
    expect(await opening).toBeNull();
    const reason = duplications.refusalOf(place);
    gate.resolve();
    expect(await reason).toBe('did not open within 5 s');
    expect(graphics.kept).toEqual([]);
  });

  it('HST110: one is opened after the other', async () => {
    const { graphics, place, duplications, openings } = subject();
    const gate = Promise.withResolvers<void>();
    graphics.gate = () => gate.promise;
    const both = [duplications.open(place), duplications.open(place)];
    await expect.poll(openings).toBe(1);
    gate.resolve();
    for (const each of both) (await each)?.dispose();
    expect([openings(), graphics.kept]).toEqual([2, []]);
  });

  it('HST113: after a break it is tried anew a second later, after five within a minute five minutes later', async () => {
    const { clock, duplications, device } = subject();
    for (let time = 1; time <= 4; time++) {
      duplications.broke(device, 'AcquireNextFrame: 0x887a0026');
      expect(duplications.mayOpen(device)).toBe(false);
      clock.advance(1000);
      expect(duplications.mayOpen(device)).toBe(true);
    }
    clock.advance(60_000);
    duplications.broke(device, 'Map: 0x887a0005');
    clock.advance(1000);
    expect(duplications.mayOpen(device)).toBe(true);
    for (let time = 1; time <= 4; time++) duplications.broke(device, 'Map: 0x887a0005');
    clock.advance(1000);
    expect(duplications.mayOpen(device)).toBe(false);
    clock.advance(299_000);
    expect(duplications.mayOpen(device)).toBe(true);
  });

  it('HST113: where it worked, one refusal is a break like others', async () => {
    const { graphics, place, clock, duplications, device } = subject();
    (await duplications.open(place))?.dispose();
    graphics.refusals.set('DuplicateOutput', 0x8007_0005 | 0);
    expect(await duplications.open(place)).toBeNull();
    expect(duplications.mayOpen(device)).toBe(false);
    clock.advance(1000);
    expect(duplications.mayOpen(device)).toBe(true);
  });

  it('HST115: why not is told, after a try where it is not known', async () => {
    const { graphics, place, duplications, openings, device } = subject();
    expect([await duplications.refusalOf(place), await duplications.refusalOf(place), openings()]).toEqual([
      null,
      null,
      1,
    ]);
    for (let time = 1; time <= 5; time++) duplications.broke(device, 'Map: 0x887a0005');
    expect(await duplications.refusalOf(place)).toBe('broke off 5 times within a minute, lastly Map: 0x887a0005');
    const refused = subject();
    refused.graphics.refusals.set('DuplicateOutput', notImplemented);
    expect(await refused.duplications.refusalOf(place)).toBe('DuplicateOutput: 0x80004001');
    expect([graphics.kept, refused.graphics.kept]).toEqual([[], []]);
  });

  it('HST114: what is under way when the desktop is left is given back, and proves nothing', async () => {
    const { graphics, place, duplications, device } = subject();
    const gate = Promise.withResolvers<void>();
    graphics.gate = () => gate.promise;
    const opening = duplications.open(place);
    duplications.dispose();
    gate.resolve();
    expect([await opening, graphics.kept, duplications.mayOpen(device)]).toEqual([null, [], true]);
  });
});
