// The shapes that travel between agent and page, for the type checker; their schemas are in consent-view.ts.

/**
 * @typedef {{linkId: string, name: string, organisation: string, picture?: string, sinceMs: number, interrupted: boolean, words: string[] | null}} Participant
 * @typedef {{name: string, organisation: string, fromMs: number, toMs: number, deeds: string[]}} Visit
 * @typedef {{technician: string, organisation: string, picture?: string}} Asker
 * @typedef {{kind: 'connecting'} | {kind: 'codeNeeded', problem: string | null}
 *   | {kind: 'asking', asker: Asker, asked: string[]} | {kind: 'waiting', asker: Asker}
 *   | {kind: 'active', asker: Asker, participants: Participant[]} | {kind: 'ended', by: string, visits: Visit[]}
 *   | {kind: 'denied'} | {kind: 'failed', reason: string}} State
 * @typedef {{state: State, allowed: string[], away: string, limit: string, chat: Chat | null, report: Report | null, final: boolean}} View
 * @typedef {{kind: 'idle' | 'asked' | 'making' | 'sent' | 'failed', to: string, sentTo: string}} Report
 * @typedef {{lines: {id: string, who: string | null, text: string}[], open: boolean}} Chat
 * @typedef {{type: 'allow', permissions: string[]} | {type: 'deny'} | {type: 'code', typed: string}
 *   | {type: 'withdraw', permission: string} | {type: 'end'}
 *   | {type: 'say', text: string} | {type: 'report', send: boolean} | {type: 'computer'}} Answer
 * @typedef {{kind: 'none'} | {kind: 'installed'} | {kind: 'linked', name: string, server: string, sameServer: boolean}} Account
 */

export {};
