// npm run bench: installs what measuring needs, then runs the benchmarks in bench/ with the project's own Node.
// `npm run bench -- NAME…` runs some of them; `--full` adds what downloads.
import { ensureTestPackages, testPackages } from './launch/debian-packages.mjs';
import { launch } from './launch/launch.mjs';
import { ensureBuilt } from './launch/portal.mjs';
import { PlainError } from './launch/project.mjs';

const peerPackages = ['novnc', 'tigervnc-scraping-server', 'websockify', 'x11vnc'];
/** These need no browser and no display. */
const bare = ['screen', 'session', 'start'];

await launch('bench/src/main.ts', { prepare });

async function prepare() {
  const names = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
  if (names.length > 0 && names.every((name) => bare.includes(name))) return;
  try {
    await ensureTestPackages([...testPackages, ...peerPackages]);
  } catch (error) {
    // What is there is measured; what is missing is named in the results.
    if (!(error instanceof PlainError)) throw error;
    console.error(`${error.message}\n`);
  }
  await ensureBuilt();
}
