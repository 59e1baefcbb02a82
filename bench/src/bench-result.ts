// What a benchmark is and what it gives: figures, some of them with a target, and tables of its own.

import type { BenchTable } from './bench-table.ts';
import { median, rounded } from './samples.ts';

/** One thing measured, once or repeatedly. */
export interface Figure {
  readonly name: string;
  /** Such as `ms`. */
  readonly unit: string;
  readonly samples: readonly number[];
  /** The median shall stay below it. */
  readonly below?: number;
}

export interface BenchResult {
  readonly figures?: readonly Figure[];
  readonly tables?: readonly BenchTable[];
  /** Sentences that a reader of the numbers needs. */
  readonly notes?: readonly string[];
}

export interface BenchOptions {
  /** Also what takes minutes and downloads. */
  readonly full: boolean;
}

export interface Bench {
  readonly name: string;
  readonly title: string;
  run(options: BenchOptions): Promise<BenchResult>;
}

export function figureTable(title: string, figures: readonly Figure[]): BenchTable {
  return {
    title,
    columns: ['measured', 'unit', 'target', 'median', 'min', 'max', 'runs'],
    rows: figures.map(({ name, unit, samples, below }) => [
      name,
      unit,
      below === undefined ? '' : `< ${below}`,
      rounded(median(samples)),
      rounded(Math.min(...samples)),
      rounded(Math.max(...samples)),
      samples.length,
    ]),
  };
}

/** The figures that have a target, and whether they keep to it. */
export function summaryTable(figures: readonly Figure[]): BenchTable {
  return {
    title: 'Targets',
    columns: ['measured', 'unit', 'target', 'median', 'result'],
    rows: figures.flatMap(({ name, unit, samples, below }) =>
      below === undefined
        ? []
        : [[name, unit, `< ${below}`, rounded(median(samples)), median(samples) < below ? 'met' : 'MISSED']],
    ),
  };
}
