// The doctor's findings as plain text in the person's language: what was looked at, and below what is wrong, what to do.

import type { FindingResult, Locale } from '@nearhand/protocol';
import { cleanForTerminal } from '../consent/terminal/clean-text.ts';
import { wrap } from '../consent/terminal/wrap.ts';
import type { Finding } from './finding.ts';
import { doctorTexts } from './texts.ts';

const marks: Readonly<Record<FindingResult, string>> = { ok: '+', warning: '!', failed: 'x', skipped: '-' };
const widthCharacters = 92;
const maxDetail = 300;

export interface ReportAbout {
  readonly version: string;
  readonly server: string;
  readonly system: string;
}

export function reportText(about: ReportAbout, findings: readonly Finding[], locale: Locale): string {
  const texts = doctorTexts[locale];
  const nameWidth = Math.max(...Object.values(texts.checks).map((name) => name.length));
  const lines = findings.flatMap(({ check, result, problem, detail }) => {
    const said = result === 'skipped' ? texts.skipped : cleanForTerminal(detail).slice(0, maxDetail);
    const line = `${marks[result]} ${texts.checks[check].padEnd(nameWidth)}  ${said}`;
    if (problem === null) return [line];
    return [line, wrap(`    ${texts.problems[problem]}`, widthCharacters)];
  });
  const isWell = findings.every(({ result }) => result === 'ok' || result === 'skipped');
  const head = [`Nearhand ${about.version}, ${about.system}`, about.server];
  return `${[...head, '', ...lines, '', isWell ? texts.well : texts.unwell].join('\n')}\n`;
}
