// Runs under Wine: starts Node in the session whose desktop is in front, as a service would, and says how that ended.

import { systemClock } from '@nearhand/base';
import { processes, startInSession } from '../../../service/windows/start-in-session.ts';

const [folder = ''] = process.argv.slice(2);
const session = processes().activeConsoleSession();
const code = `require('node:fs').writeFileSync('told.txt', process.env.TOLD + ' ' + process.argv[1]); process.exit(7)`;
const program = startInSession(
  session,
  {
    file: process.execPath,
    words: ['-e', code, 'two words'],
    environment: { ...process.env, TOLD: 'größer' },
    folder,
  },
  systemClock,
);
process.stdout.write(`own ${processes().ownSession()}, front ${session}, ended ${await program.ended}\n`);
const endless = startInSession(
  session,
  { file: process.execPath, words: ['-e', 'setInterval(() => {}, 1000)'], environment: process.env, folder },
  systemClock,
);
endless.kill();
process.stdout.write(`killed ${await endless.ended}\n`);
