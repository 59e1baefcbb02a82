// Commands about people: creating them, listing them, giving them a new password.

import { AppError } from '@nearhand/base';
import {
  type Role,
  emailSchema,
  lineSchema,
  newPasswordSchema,
  passwordLength,
  roleSchema,
  roles,
} from '@nearhand/protocol';
import { z } from 'zod';
import { addMember, createOrganisationWithOwner } from '../accounts/create-user.ts';
import { hashPassword } from '../accounts/credential.ts';
import { setPassword } from '../accounts/set-password.ts';
import type { AppContext } from '../app-context.ts';
import { commandLine } from '../audit/record-audit.ts';
import { type CommandValues, UsageError } from './command-line.ts';
import { findOrganisation } from './find-organisation.ts';

const createSchema = z.object({
  email: emailSchema,
  name: lineSchema(100),
  organisation: lineSchema(100).optional(),
  role: roleSchema.optional(),
});

/** Gives back what to print. */
export async function createUserCommand(context: AppContext, values: CommandValues, password: string): Promise<string> {
  const parsed = createSchema.safeParse(values);
  if (!parsed.success) throw new UsageError(describe(parsed.error));
  const { email, name, organisation: wanted, role } = parsed.data;
  const passwordHash = await hashPassword(context, checkPassword(password));
  const person = { email, name, passwordHash, addedBy: { kind: 'commandLine' } as const };
  const hostAdministrator = await context.setup.isNeeded();
  const organisation = await findOrganisation(context.db, wanted);
  if (organisation === null) {
    if (role !== undefined && role !== 'owner') {
      throw new UsageError('The first member of an organisation is its owner; leave --role out.');
    }
    const newName = wanted ?? `${name}’s organisation`;
    await createOrganisationWithOwner(context, { ...person, organisation: newName, hostAdministrator });
    return created(email, newName, 'owner', hostAdministrator);
  }
  const given: Role = role ?? 'technician';
  await context.db
    .transaction()
    .execute((transaction) =>
      addMember(context, transaction, { ...person, organisationId: organisation.id, role: given, hostAdministrator }),
    );
  return created(email, organisation.name, given, hostAdministrator);
}

function created(email: string, organisation: string, role: Role, hostAdministrator: boolean): string {
  const host = hostAdministrator ? ' and host administrator' : '';
  return `Created ${email}, ${role} of ${organisation}${host}.`;
}

export async function listUsersCommand({ db }: AppContext): Promise<string> {
  const rows = await db
    .selectFrom('users')
    .leftJoin('members', 'members.userId', 'users.id')
    .leftJoin('organisations', 'organisations.id', 'members.organisationId')
    .leftJoin('ownRoles', 'ownRoles.id', 'members.ownRoleId')
    .select([
      'users.email',
      'users.name',
      'users.hostAdministrator',
      'members.role',
      'ownRoles.name as ownRole',
      'organisations.name as organisation',
    ])
    .orderBy('users.email')
    .execute();
  if (rows.length === 0) return 'There are no users yet.';
  const lines = rows.map((row) => [
    row.email,
    row.name,
    row.organisation ?? '-',
    row.role ?? row.ownRole ?? '-',
    row.hostAdministrator ? 'host administrator' : '',
  ]);
  return table([['E-MAIL', 'NAME', 'ORGANISATION', 'ROLE', ''], ...lines]);
}

export async function resetPasswordCommand(
  context: AppContext,
  values: CommandValues,
  password: string,
): Promise<string> {
  const email = emailSchema.safeParse(values['email']);
  if (!email.success) throw new UsageError('--email is not an e-mail address.');
  const user = await context.db.selectFrom('users').select('id').where('email', '=', email.data).executeTakeFirst();
  if (user === undefined) throw new AppError('not_found', `${email.data} has no account here; see list-users.`);
  await setPassword(context, {
    userId: user.id,
    password: checkPassword(password),
    signOut: 'all',
    locale: 'en',
    by: commandLine,
  });
  return `${email.data} has a new password and is signed out everywhere.`;
}

function checkPassword(password: string): string {
  const parsed = newPasswordSchema.safeParse(password);
  if (!parsed.success) {
    const { min, max } = passwordLength;
    throw new UsageError(`The password on standard input must have ${min} to ${max} characters.`);
  }
  return parsed.data;
}

function describe(error: z.ZodError): string {
  return error.issues
    .map((issue) => {
      const hint = issue.path[0] === 'role' ? `choose ${roles.join(', ')}` : issue.message;
      return `--${issue.path.join('.')}: ${hint}`;
    })
    .join('\n');
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
