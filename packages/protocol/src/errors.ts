// The error catalogue: every code that crosses a wire, with its HTTP status. Words for people are in each interface's
// translations, under the code.

import { z } from 'zod';
import { proofChallengeSchema } from './proof-of-work.ts';

export const errorCatalogue = {
  bad_request: { status: 400, meaning: 'The message does not fit its schema.' },
  not_signed_in: { status: 401, meaning: 'Sign in first.' },
  forbidden: { status: 403, meaning: 'The member lacks a right.' },
  password_wrong: { status: 403, meaning: 'The current password, asked again as a proof, is wrong.' },
  sign_in_again: { status: 403, meaning: 'The account has no password to prove who asks: sign in again first.' },
  passkey_refused: { status: 403, meaning: 'The passkey is not known here, or its signature does not fit.' },
  two_factor_code_invalid: { status: 403, meaning: 'The code of the second step is wrong or was used before.' },
  email_code_invalid: { status: 403, meaning: 'The code mailed to a new address is wrong, used or expired.' },
  email_refused: { status: 403, meaning: 'The host lets accounts of its domains have addresses of these only.' },
  last_way_in: { status: 409, meaning: 'Nobody could sign in to the account any more.' },
  last_host_administrator: { status: 409, meaning: 'The server keeps at least one administrator.' },
  two_factor_required: { status: 403, meaning: 'The organisation asks for two-factor sign-in; set it up first.' },
  founding_closed: { status: 403, meaning: 'The host does not let this person found organisations.' },
  sign_up_closed: { status: 403, meaning: 'The host lets nobody, or not this address, sign up.' },
  asks_beyond_rights: { status: 403, meaning: 'A request asks for no more than its member may do in a session.' },
  origin_refused: { status: 403, meaning: 'The request comes from another site.' },
  insecure_transport: { status: 403, meaning: 'Only HTTPS, or HTTP on this computer itself, is accepted.' },
  push_endpoint_refused: { status: 400, meaning: 'The push service is not a public https address.' },
  not_found: { status: 404, meaning: 'There is no such thing, or it is not for this member.' },
  conflict: { status: 409, meaning: 'It changed meanwhile, or exists already.' },
  host_administrator: { status: 409, meaning: 'The administrator of the server is not removed by others.' },
  name_taken: { status: 409, meaning: 'Another one has this name.' },
  queue_in_use: { status: 409, meaning: 'The queue holds requests that have not ended: move or close them first.' },
  limit_reached: { status: 409, meaning: 'There are as many as there may be.' },
  last_owner: { status: 409, meaning: 'An organisation keeps at least one owner.' },
  user_name_taken: { status: 409, meaning: 'Somebody else has this user name.' },
  picture_invalid: { status: 400, meaning: 'Not a picture of the size and kind that is taken.' },
  last_organisation: { status: 409, meaning: 'Whoever leaves the only organisation would have none.' },
  state_forbids: { status: 409, meaning: 'The request is not in a state that allows this.' },
  too_large: { status: 413, meaning: 'The message is too large.' },
  too_many_attempts: { status: 429, meaning: 'Too many attempts from this address block; wait.' },
  proof_required: { status: 429, meaning: 'A proof of work must come with the next attempt.' },
  internal: { status: 500, meaning: 'The server failed; the log says why.' },
  unavailable: { status: 503, meaning: 'The server is starting, stopping or overloaded.' },
  protocol_unsupported: { status: 426, meaning: 'The two ends speak different versions.' },
  code_invalid: { status: 404, meaning: 'The code is wrong, used or expired.' },
  reset_link_invalid: { status: 404, meaning: 'The link for a new password is wrong, used or expired.' },
  sign_up_invalid: { status: 404, meaning: 'The mailed password of a sign-up is wrong, used or expired.' },
  member_invitation_invalid: { status: 404, meaning: 'The invitation is wrong, used, withdrawn or too old.' },
  invitation_not_yours: { status: 403, meaning: 'The invitation was sent to another address than the account’s.' },
  already_member: { status: 409, meaning: 'The address belongs to a member.' },
  already_shared: { status: 409, meaning: 'The computer is shared with this address already.' },
  shared_with_self: { status: 409, meaning: 'Nobody shares a computer with their own address.' },
  already_invited: { status: 409, meaning: 'The address is invited already.' },
  invitation_invalid: { status: 404, meaning: 'The link is wrong or no longer valid.' },
  enrolment_token_invalid: { status: 404, meaning: 'The enrolment token is wrong, used up or expired.' },
  agent_key_refused: { status: 403, meaning: 'The agent did not prove its key, or the key is not known here.' },
  agent_replaced: { status: 409, meaning: 'The same agent connected again; this connection is closed.' },
  agent_offline: { status: 409, meaning: 'The agent is not connected to the server.' },
  unlock_key_changed: { status: 409, meaning: 'The computer has another key to seal to than the one that was used.' },
  computer_disabled: { status: 409, meaning: 'An administrator has disabled the computer.' },
  agent_busy: { status: 409, meaning: 'The agent cannot take another session.' },
  consent_missing: { status: 409, meaning: 'The person at the computer has not allowed access.' },
  ticket_invalid: { status: 403, meaning: 'The ticket is wrong, used, expired or meant for somebody else.' },
  session_ended: { status: 410, meaning: 'The session is over.' },
  handshake_failed: { status: 400, meaning: 'The two ends could not agree on keys.' },
  identity_changed: { status: 409, meaning: 'The agent has another key than before.' },
  permission_denied: { status: 403, meaning: 'The permission was not given.' },
  display_not_found: { status: 404, meaning: 'There is no such display.' },
  screen_malformed: { status: 400, meaning: 'The picture data cannot be decoded.' },
  desktop_unavailable: { status: 503, meaning: 'The desktop cannot be captured here.' },
} as const satisfies Record<string, { status: number; meaning: string }>;

export type ErrorCode = keyof typeof errorCatalogue;
export const errorCodeSchema = z.enum(Object.keys(errorCatalogue) as [ErrorCode, ...ErrorCode[]]);

/** The body of every HTTP error. `message` is in English, for developers. */
export const errorBodySchema = z.object({
  error: z.object({
    code: errorCodeSchema,
    message: z.string(),
    /** Which fields are wrong, for `bad_request`. */
    fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    /** Seconds to wait, for `too_many_attempts`. */
    retryAfterSeconds: z.number().int().optional(),
    /** What to solve before the next attempt, for `proof_required`. */
    proof: proofChallengeSchema.optional(),
  }),
});
export type ErrorBody = z.infer<typeof errorBodySchema>;

/** WebSocket close codes (4000 to 4999 are ours). */
export const closeCodes = {
  goingAway: 1001,
  policyViolation: 1008,
  tooLarge: 1009,
  malformed: 4000,
  refused: 4001,
  replaced: 4002,
  ended: 4003,
  signedOut: 4004,
  unresponsive: 4008,
} as const;
