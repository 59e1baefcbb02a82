// Taking a version of the agent back, and offering it again.

import { AppError } from '@nearhand/base';
import { agentVersionSchema } from '@nearhand/protocol';
import { agentUpdatesOf } from '../agent-updates/agent-updates-of.ts';
import type { AppContext } from '../app-context.ts';
import { type CommandValues, UsageError } from './command-line.ts';

/** Each gives back what to print. */
export async function changeAgentVersionCommand(
  context: AppContext,
  values: CommandValues,
  withdrawn: boolean,
): Promise<string> {
  const version = agentVersionSchema.safeParse(values['agent']);
  if (!version.success) throw new UsageError('--agent is not a version such as 1.2.3.');
  const updates = agentUpdatesOf(context);
  const isKnown = (await updates.versions()).versions.some((known) => known.version === version.data);
  if (!isKnown && !withdrawn) throw new AppError('not_found', `There is no version ${version.data} here.`);
  const change = { version: version.data, withdrawn };
  const changed = await context.db.transaction().execute((transaction) => updates.change(transaction, change));
  if (!changed) return `Version ${version.data} ${withdrawn ? 'is withdrawn already' : 'is not withdrawn'}.`;
  context.logger.warn('A version of the agent was changed on the command line', change);
  const { offered } = await updates.versions();
  const now = offered === null ? 'No version is offered now' : `Version ${offered} is offered now`;
  return `Version ${version.data} is ${withdrawn ? 'withdrawn' : 'offered again'}. ${now}.`;
}

export async function listAgentVersionsCommand(context: AppContext): Promise<string> {
  const { offered, versions } = await agentUpdatesOf(context).versions();
  const { updatePublicKey } = context.keys;
  const lines = versions.map(({ version, targets, withdrawn }) => {
    const state = withdrawn ? 'withdrawn' : version === offered ? 'offered' : '';
    return [version, state, targets.join(', ')].filter((part) => part !== '').join('  ');
  });
  const key = `Key that builds need for updates: ${Buffer.from(updatePublicKey).toString('base64url')}`;
  return [key, ...(lines.length === 0 ? ['There are no built agents here yet.'] : lines)].join('\n');
}
