// Puts the feature together from what every feature gets: for the server and for the command line.

import type { AppContext } from '../app-context.ts';
import { AgentUpdates } from './agent-updates.service.ts';
import { ProgramFolder } from './program-folder.ts';

export function agentUpdatesOf({ db, clock, keys, config }: AppContext): AgentUpdates {
  const programs = new ProgramFolder(config.dataFolder);
  return new AgentUpdates({ db, clock, programs, key: keys.updatePrivateKey, origin: config.publicUrl });
}
