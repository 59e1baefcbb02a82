// Everything that crosses a wire, defined once. Types are inferred from the schemas.

export * from './decode.ts';
export * from './errors.ts';
export * from './geometry.ts';
export * from './http/accounts.ts';
export * from './http/common.ts';
export * from './http/computers.ts';
export * from './http/requests.ts';
export * from './http/sessions.ts';
export * from './http/two-factor.ts';
export * from './hub/agent.ts';
export * from './hub/member.ts';
export * from './hub/relay.ts';
export * from './ids.ts';
export * from './participant.ts';
export * from './peer-text.ts';
export * from './permissions.ts';
export * from './proof-of-work.ts';
export * from './requests/states.ts';
export * from './session/channels.ts';
export * from './session/control.ts';
export * from './session/handshake.ts';
export * from './session/input.ts';
export * from './session/record.ts';
export * from './session/ticket.ts';
export * from './version.ts';
