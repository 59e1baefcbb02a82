import { expect, it } from 'vitest';
import { reportText } from './report-text.ts';

it('VWR19: a copied report says what was looked at, how it is, and what to do', () => {
  const findings = [
    { name: 'Screen', result: 'ok', detail: '1 (800x600)', advice: null },
    { name: 'UDP', result: 'warning', detail: 'EPERM', advice: 'It may be slower.' },
    { name: 'Clock', result: 'skipped', detail: '', advice: null },
  ] as const;
  const report = { version: '0.1.0', system: 'Debian 12', server: 'https://help.example.com', findings: [...findings] };
  const words = { ok: 'all right', warning: 'note', failed: 'trouble', skipped: 'not looked at' };
  expect(reportText(report, 'till-3', words)).toBe(
    `till-3, Debian 12
Nearhand 0.1.0, https://help.example.com

Screen: all right (1 (800x600))
UDP: note (EPERM)
  It may be slower.
Clock: not looked at
`,
  );
});
