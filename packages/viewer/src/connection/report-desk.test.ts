import { ManualClock } from '@nearhand/base';
import type { ComputerReport, ViewerControlMessage } from '@nearhand/protocol';
import { expect, it } from 'vitest';
import { ReportDesk } from './report-desk.ts';

const report: ComputerReport = { version: '0.1.0', system: 'Debian', server: 'https://help.example', findings: [] };

it('VWR19: a report is asked for once, and new until it was looked at, also over a new link', () => {
  const clock = new ManualClock();
  const desk = new ReportDesk({ clock, locale: () => 'fr' });
  const sent: ViewerControlMessage[] = [];
  const send = (message: ViewerControlMessage): void => void sent.push(message);
  desk.ask();
  expect([desk.view, sent]).toEqual([null, []]);
  desk.linked(send);
  desk.see();
  desk.ask();
  desk.heard({ type: 'report.state', state: 'making' });
  desk.ask();
  expect(sent.splice(0)).toEqual([{ type: 'report.ask', locale: 'fr' }]);
  desk.heard({ type: 'report.told', report });
  const latest = { report, atMs: clock.nowMs(), isSeen: false };
  expect(desk.view).toEqual({ state: 'idle', latest });
  desk.linked(null);
  desk.see();
  expect(desk.view?.latest?.isSeen).toBe(true);
  desk.linked(send);
  desk.heard({ type: 'report.state', state: 'offered' });
  expect(sent).toEqual([{ type: 'report.ask', locale: 'fr' }]);
  expect(desk.view?.latest?.isSeen).toBe(true);
  desk.heard({ type: 'report.told', report });
  expect(desk.view).toEqual({ state: 'idle', latest });
});
