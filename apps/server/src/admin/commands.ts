// The commands there are.

import type { AppContext } from '../app-context.ts';
import type { CommandDefinition, CommandValues } from './command-line.ts';
import { changeAgentVersionCommand, listAgentVersionsCommand } from './agent-versions.ts';
import { enrolmentTokenCommand } from './enrolment.ts';
import { makeHostAdministratorCommand } from './host-administrator.ts';
import { resetTwoFactorCommand } from './two-factor.ts';
import { createUserCommand, listUsersCommand, resetPasswordCommand } from './users.ts';

const passwordStdin = { value: null, help: 'Read the password from standard input', required: true } as const;
const agent = { value: 'VERSION', help: 'Such as 1.2.3', required: true } as const;
const organisation = { value: 'NAME', help: 'Needed where there are several' } as const;

export const commandDefinitions = {
  'create-user': {
    summary: 'Creates a person with a password. The first one becomes host administrator.',
    begins: true,
    options: {
      email: { value: 'ADDRESS', help: 'What they sign in with', required: true },
      name: { value: 'NAME', help: 'What customers see', required: true },
      organisation: { value: 'NAME', help: 'Joined, or created with them as its owner' },
      role: { value: 'ROLE', help: 'owner, administrator, technician or auditor (technician)' },
      'password-stdin': passwordStdin,
    },
  },
  'list-users': { summary: 'Lists everybody.', options: {} },
  'reset-password': {
    summary: 'Gives a person a new password and signs them out everywhere.',
    options: { email: { value: 'ADDRESS', help: 'Whose', required: true }, 'password-stdin': passwordStdin },
  },
  'reset-two-factor': {
    summary:
      'Turns two-factor sign-in off and removes the passkeys of a person who lost them; signs them out everywhere.',
    options: { email: { value: 'ADDRESS', help: 'Whose', required: true } },
  },
  'make-host-administrator': {
    summary: 'Makes a person an administrator of the server, beside those there are.',
    options: { email: { value: 'ADDRESS', help: 'Who', required: true } },
  },
  'enrolment-token': {
    summary: 'Prints a token with which agents become computers.',
    options: {
      organisation,
      name: { value: 'NAME', help: 'What the portal calls it' },
      uses: { value: 'NUMBER', help: 'How many computers (1)' },
      valid: { value: 'TIME', help: 'For how long, such as 90m, 12h or 30d (30d)' },
    },
  },
  'list-agents': { summary: 'Lists the agent’s versions on this server, and the key their builds need.', options: {} },
  'withdraw-agent': {
    summary: 'Takes a version of the agent back: no installed agent gets it any more.',
    options: { agent },
  },
  'offer-agent': { summary: 'Offers a version that was withdrawn again.', options: { agent } },
} as const satisfies Record<string, CommandDefinition>;

export type CommandName = keyof typeof commandDefinitions;

export interface CommandInput {
  readonly values: CommandValues;
  /** First line of standard input; empty for commands without a password. */
  readonly password: string;
}

/** Each gives back what to print. */
export const commands: Readonly<Record<CommandName, (context: AppContext, input: CommandInput) => Promise<string>>> = {
  'create-user': (context, { values, password }) => createUserCommand(context, values, password),
  'list-users': (context) => listUsersCommand(context),
  'reset-password': (context, { values, password }) => resetPasswordCommand(context, values, password),
  'reset-two-factor': (context, { values }) => resetTwoFactorCommand(context, values),
  'make-host-administrator': (context, { values }) => makeHostAdministratorCommand(context, values),
  'enrolment-token': (context, { values }) => enrolmentTokenCommand(context, values),
  'list-agents': (context) => listAgentVersionsCommand(context),
  'withdraw-agent': (context, { values }) => changeAgentVersionCommand(context, values, true),
  'offer-agent': (context, { values }) => changeAgentVersionCommand(context, values, false),
};
