// npm run bench: measures what the project promises and prints it beside the targets and beside other programs.
// `npm run bench -- NAME…` runs some of it; `--full` adds what downloads. Slowness is reported, never a failure.

import { availableParallelism, loadavg, totalmem } from 'node:os';
import { agentBench } from './agent.ts';
import { type Bench, type Figure, figureTable, summaryTable } from './bench-result.ts';
import { formatTable } from './bench-table.ts';
import { idleBench } from './idle.ts';
import { joinBench } from './join.ts';
import { latencyBench } from './latency.ts';
import { listsBench } from './lists.ts';
import { relayBench } from './relay.ts';
import { screenCodecBench } from './screen-codec.ts';
import { sessionThroughputBench } from './session-throughput.ts';
import { startBench } from './start.ts';
import { weightBench } from './weight.ts';

const benches: readonly Bench[] = [
  startBench,
  agentBench,
  weightBench,
  joinBench,
  idleBench,
  latencyBench,
  listsBench,
  relayBench,
  screenCodecBench,
  sessionThroughputBench,
];

const print = (text: string) => process.stdout.write(`${text}\n`);

function loadText(): string {
  return `load ${loadavg()
    .map((load) => load.toFixed(1))
    .join(', ')}`;
}

/** The figures it gave; null when it failed. */
async function runBench(bench: Bench, full: boolean): Promise<readonly Figure[] | null> {
  try {
    print(`Measuring ${bench.name} (${loadText()}) …\n`);
    const { figures = [], tables = [], notes = [] } = await bench.run({ full });
    if (figures.length > 0) print(formatTable(figureTable(bench.title, figures)));
    for (const table of tables) print(formatTable(table));
    if (notes.length > 0) print(`${notes.join('\n')}\n`);
    print(`Done with ${bench.name} (${loadText()}).\n`);
    return figures;
  } catch (error) {
    print(`${bench.name} failed: ${error instanceof Error ? error.stack : String(error)}\n`);
    return null;
  }
}

async function main(args: readonly string[]): Promise<void> {
  const full = args.includes('--full');
  const names = args.filter((argument) => argument !== '--full');
  const unknown = names.filter((name) => !benches.some((bench) => bench.name === name));
  if (unknown.length > 0) {
    print(`No such benchmark: ${unknown.join(', ')}. There are ${benches.map(({ name }) => name).join(', ')}.`);
    process.exitCode = 2;
    return;
  }
  const memory = (totalmem() / 2 ** 30).toFixed(0);
  print(`${availableParallelism()} cores, ${memory} GiB, Node ${process.versions.node}, ${loadText()}\n`);
  const all: Figure[] = [];
  for (const bench of benches.filter(({ name }) => names.length === 0 || names.includes(name))) {
    const figures = await runBench(bench, full);
    if (figures) all.push(...figures);
    else process.exitCode = 1;
  }
  const summary = summaryTable(all);
  if (summary.rows.length > 0) print(formatTable(summary));
}

await main(process.argv.slice(2));
