import { ManualClock, silentLogger } from '@nearhand/base';
import { describe, expect, it } from 'vitest';
import type { Examination } from './examine.ts';
import { ReportDesk, type ReportMessage } from './report-desk.ts';

const minuteMs = 60_000;
const examination: Examination = { about: { version: '1', server: 'https://x.example', system: 'Fake' }, findings: [] };
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function setUp(clock = new ManualClock()) {
  const rules = { isFree: false };
  const made = { fails: false, hold: Promise.resolve() };
  const examine = async (): Promise<Examination> => {
    await made.hold;
    if (made.fails) throw new Error('no');
    return examination;
  };
  const desk = new ReportDesk({ examine, isFree: () => rules.isFree, clock, logger: silentLogger });
  const join = (name: string) => {
    const told: ReportMessage[] = [];
    const seat = desk.join({ linkId: name, name, tell: (message) => told.push(message) });
    const heard = (): string[] => told.map((one) => (one.type === 'report.told' ? 'told' : one.state));
    return { ...seat, heard, ask: () => seat.ask('en') };
  };
  const sent: string[] = [];
  desk.onSent.on(({ linkId }) => sent.push(linkId));
  return { desk, join, rules, made, sent };
}

describe('the desk for reports', () => {
  it('AGT121: it is said to whom it came: to who asked for it, not to who is beside', async () => {
    const { desk, join, sent } = setUp();
    const [ana, bob] = [join('Ana'), join('Bob')];
    ana.ask();
    expect(desk.view).toEqual({ kind: 'asked', to: 'Ana', sentTo: '' });
    desk.answer(true);
    await settled();
    expect([desk.view, bob.heard()]).toEqual([{ kind: 'sent', to: 'Ana + 1', sentTo: 'Ana' }, []]);
    desk.answer(true);
    for (const guest of [ana, bob]) {
      guest.ask();
      await settled();
    }
    expect(desk.view).toEqual({ kind: 'sent', to: 'Ana + 1', sentTo: 'Ana + 1' });
    expect(sent).toEqual(['Ana', 'Ana', 'Bob']);
    bob.dispose();
    expect(desk.view).toEqual({ kind: 'sent', to: 'Ana', sentTo: 'Ana + 1' });
  });

  it('AGT121, AGT123: it came to nobody who left while it was made', async () => {
    const { desk, join, made } = setUp();
    const { promise, resolve } = Promise.withResolvers<void>();
    made.hold = promise;
    const [ana, bob] = [join('Ana'), join('Bob')];
    ana.ask();
    desk.answer(true);
    ana.dispose();
    resolve();
    await settled();
    expect([desk.view, ana.heard(), bob.heard()]).toEqual([
      { kind: 'idle', to: 'Bob', sentTo: '' },
      ['asked', 'making'],
      [],
    ]);
  });

  it('AGT121: one that could not be made is said to have come to nobody', async () => {
    const { desk, join, made } = setUp();
    made.fails = true;
    const ana = join('Ana');
    ana.ask();
    desk.answer(true);
    await settled();
    expect([desk.view?.kind, ana.heard().at(-1)]).toEqual(['failed', 'failed']);
  });

  it('AGT120: where asking was switched off meanwhile, an open question gets nothing, and the next one is none', async () => {
    const { desk, join, rules } = setUp();
    const ana = join('Ana');
    ana.ask();
    desk.followRules();
    expect(desk.view?.kind).toBe('asked');
    rules.isFree = true;
    desk.followRules();
    expect([desk.view, ana.heard()]).toEqual([null, ['asked', 'refused']]);
    ana.ask();
    await settled();
    expect(ana.heard()).toEqual(['asked', 'refused', 'making', 'told']);
  });

  it('AGT120: a question that nobody answers gets nothing, and may be asked again', async () => {
    const clock = new ManualClock();
    const { desk, join } = setUp(clock);
    const [ana, bob] = [join('Ana'), join('Bob')];
    ana.ask();
    clock.advance(minuteMs);
    bob.ask();
    clock.advance(minuteMs);
    expect([ana.heard(), bob.heard(), desk.view?.to]).toEqual([['asked', 'refused'], ['asked'], 'Bob']);
    desk.answer(true);
    ana.ask();
    clock.advance(10 * minuteMs);
    await settled();
    expect([ana.heard().slice(2), bob.heard()]).toEqual([
      ['asked', 'refused'],
      ['asked', 'making', 'told'],
    ]);
  });
});
