// An enrolled computer of an organisation, with the agent that tests tell what to say.

import { idSchema } from '@nearhand/protocol';
import { z } from 'zod';
import { ScriptedAgent } from './scripted-agent.ts';
import type { TestServer } from './test-server.ts';

const roleSchema = z.object({ computerId: idSchema });

export async function enrolComputer(
  server: TestServer,
  organisationId: string,
): Promise<{ readonly agent: ScriptedAgent; readonly id: string }> {
  const token = await server.enrolmentToken({ organisationId });
  const agent = new ScriptedAgent(server.url);
  const { role } = await agent.introduce({ kind: 'enrolment', token });
  return { agent, id: roleSchema.parse(role).computerId };
}
