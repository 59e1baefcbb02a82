// What a member may want to do with one request or computer, which rights that takes, and every reason for yes or no.
// Who decides is the server's one function; this is its table and its words.

import { z } from 'zod';
import type { ErrorCode } from '../errors.ts';
import { idSchema } from '../ids.ts';
import type { Permission } from '../permissions.ts';
import { type Right, rightSchema } from './rights.ts';

interface ActionRow {
  readonly target: 'request' | 'computer';
  readonly rights: readonly Right[];
  /** What it is in a session; the computer's side must allow that. Null: nothing happens at the computer. */
  readonly permission: Permission | null;
}

export const actionTable = {
  'request.view': { target: 'request', rights: ['requests.view'], permission: null },
  'request.edit': { target: 'request', rights: ['requests.edit'], permission: null },
  'request.inviteLink': { target: 'request', rights: ['requests.inviteLink'], permission: null },
  'request.inviteCode': { target: 'request', rights: ['requests.inviteCode'], permission: null },
  'request.inviteEmail': { target: 'request', rights: ['requests.inviteEmail'], permission: null },
  'request.watch': { target: 'request', rights: ['requests.edit'], permission: 'view' },
  'request.control': { target: 'request', rights: ['requests.edit', 'sessions.control'], permission: 'control' },
  'request.clipboard': {
    target: 'request',
    rights: ['requests.edit', 'sessions.clipboard'],
    permission: 'clipboard',
  },
  'computer.view': { target: 'computer', rights: ['computers.view'], permission: null },
  'computer.watch': { target: 'computer', rights: ['computers.connect'], permission: 'view' },
  'computer.control': { target: 'computer', rights: ['computers.connect', 'sessions.control'], permission: 'control' },
  'computer.clipboard': {
    target: 'computer',
    rights: ['computers.connect', 'sessions.clipboard'],
    permission: 'clipboard',
  },
  'computer.edit': { target: 'computer', rights: ['computers.edit'], permission: null },
  'computer.share': { target: 'computer', rights: ['computers.share'], permission: null },
} as const satisfies Record<string, ActionRow>;

export type Action = keyof typeof actionTable;
export const actions = Object.keys(actionTable) as [Action, ...Action[]];
export const actionSchema = z.enum(actions);

export const actionRow = (action: Action): ActionRow => actionTable[action];

/** What becomes of a session, by the permission it is opened for. */
export const sessionActions = {
  request: { view: 'request.watch', control: 'request.control', clipboard: 'request.clipboard' },
  computer: { view: 'computer.watch', control: 'computer.control', clipboard: 'computer.clipboard' },
} as const satisfies Record<ActionRow['target'], Record<Permission, Action>>;

/** The three questions, asked apart: who may connect there, what may be done, what the computer's side allows. */
export const layers = ['reach', 'rights', 'policy'] as const;
export type Layer = (typeof layers)[number];

/** Every reason; those that refuse name the error. What is out of reach does not exist for whoever asks. */
export const reasonTable = {
  'reach.creator': { layer: 'reach', error: null },
  'reach.assignee': { layer: 'reach', error: null },
  'reach.all': { layer: 'reach', error: null },
  'reach.group': { layer: 'reach', error: null },
  'reach.share': { layer: 'reach', error: null },
  'reach.receiver': { layer: 'reach', error: null },
  'reach.receiverTwoFactor': { layer: 'reach', error: null },
  'reach.otherOrganisation': { layer: 'reach', error: 'not_found' },
  'reach.private': { layer: 'reach', error: 'not_found' },
  'reach.queue': { layer: 'reach', error: 'not_found' },
  'reach.noGroup': { layer: 'reach', error: 'not_found' },
  'reach.shareOver': { layer: 'reach', error: 'not_found' },
  'reach.shareTwoFactor': { layer: 'reach', error: 'two_factor_required' },
  'rights.held': { layer: 'rights', error: null },
  'rights.shared': { layer: 'rights', error: null },
  'rights.missing': { layer: 'rights', error: 'forbidden' },
  'rights.notShared': { layer: 'rights', error: 'forbidden' },
  'policy.nothing': { layer: 'policy', error: null },
  'policy.allowed': { layer: 'policy', error: null },
  'policy.demo': { layer: 'policy', error: null },
  'policy.asks': { layer: 'policy', error: null },
  'policy.notAllowed': { layer: 'policy', error: 'permission_denied' },
  'policy.disabled': { layer: 'policy', error: 'computer_disabled' },
  'policy.granted': { layer: 'policy', error: null },
  'policy.ended': { layer: 'policy', error: 'state_forbids' },
  'policy.scheduled': { layer: 'policy', error: 'state_forbids' },
  'policy.unanswered': { layer: 'policy', error: 'consent_missing' },
  'policy.notAsked': { layer: 'policy', error: 'consent_missing' },
  'policy.notGranted': { layer: 'policy', error: 'consent_missing' },
} as const satisfies Record<string, { layer: Layer; error: ErrorCode | null }>;

export type Reason = keyof typeof reasonTable;
export const reasonSchema = z.enum(Object.keys(reasonTable) as [Reason, ...Reason[]]);

/** What one layer says. */
export const findingSchema = z.object({
  layer: z.enum(layers),
  allowed: z.boolean(),
  reason: reasonSchema,
  /** The groups it is due to. */
  groups: z.array(z.object({ id: idSchema, name: z.string() })),
  /** Rights it is about: held, or missing. */
  rights: z.array(rightSchema),
});
export type Finding = z.infer<typeof findingSchema>;
