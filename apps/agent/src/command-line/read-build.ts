// What this program's build says about its server; from source there is none.

import { readBuiltIn } from '@nearhand/host';
import { type AgentBuild, agentBuildSchema } from '@nearhand/protocol';

export function readBuild(): AgentBuild | null {
  const text = readBuiltIn('build.json');
  return text === null ? null : agentBuildSchema.parse(JSON.parse(new TextDecoder().decode(text)));
}
