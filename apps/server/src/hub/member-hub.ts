// The members' socket, `/hub/member`: pushes what changed of what the member reaches, within the member's rights, for as
// long as the sign-in lasts. Browsers only say whether their person is active.

import { type Clock, type Disposable, DisposableStore, type Logger } from '@nearhand/base';
import {
  closeCodes,
  decodeMessage,
  memberMessageSchema,
  type MemberServerMessage,
  organisationHeader,
  organisationOfSubprotocol,
} from '@nearhand/protocol';
import type { MemberIdentity, Members } from '../accounts/members.ts';
import { newId } from '../database/ids.ts';
import type { MemberTabs } from '../member-presence/member-tabs.ts';
import type { OpenPortals } from '../notifications/open-portals.ts';
import type { Connection } from '../sockets/connection.ts';
import type { SocketRoute } from '../sockets/socket-router.ts';
import { decide, holdsRight, type Target } from '../rights/decide.ts';
import type { Audience, Bus } from './bus.ts';

/** Rights and sign-in are looked up anew this often. */
const recheckMs = 60_000;

export interface MemberHubOptions {
  readonly members: Members;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Told of every open portal. */
  readonly open: { readonly portals: OpenPortals; readonly tabs: MemberTabs };
}

export function memberHubRoute(options: MemberHubOptions): SocketRoute {
  return {
    path: '/hub/member',
    origins: 'browser',
    maxMessageBytes: 1024,
    handle: (connection) => void new MemberSocket(connection, options),
  };
}

class MemberSocket implements Disposable {
  readonly #connection: Connection;
  readonly #options: MemberHubOptions;
  readonly #store = new DisposableStore();
  readonly #tabId = newId();
  #member: MemberIdentity | null = null;
  #timer: Disposable | null = null;

  constructor(connection: Connection, options: MemberHubOptions) {
    this.#connection = connection;
    this.#options = options;
    connection.onText.on((text) => this.#receive(text));
    connection.onBinary.on(() => this.#refuse());
    connection.onClosed.on(() => this.dispose());
    void this.#check();
  }

  dispose(): void {
    this.#timer?.dispose();
    this.#store.dispose();
  }

  async #check(): Promise<void> {
    const { members, clock, logger } = this.#options;
    try {
      const member = await members.authenticate(this.#identification());
      if (this.#connection.isClosed) return;
      const isSame = this.#member === null || this.#member.organisationId === member?.organisationId;
      if (member === null || !isSame) return this.#signedOut();
      const isFirst = this.#member === null;
      this.#member = member;
      if (isFirst) this.#welcome(member);
    } catch (error) {
      // The database may be away for a moment; a socket already open stays so until the next look.
      logger.warn('a member could not be looked up', { error });
      if (this.#member === null) return this.#connection.close(closeCodes.goingAway, 'Try again');
    }
    this.#timer?.dispose();
    if (!this.#store.disposed) this.#timer = clock.setTimer(recheckMs, () => void this.#check());
  }

  /** As a call over HTTP says it. */
  #identification(): Connection['headers'] {
    const { headers } = this.#connection;
    const subprotocol = headers['sec-websocket-protocol'];
    const organisationId = organisationOfSubprotocol(typeof subprotocol === 'string' ? subprotocol : undefined);
    return organisationId === null ? headers : { ...headers, [organisationHeader]: organisationId };
  }

  #welcome(member: MemberIdentity): void {
    const { bus, open } = this.#options;
    this.#connection.greet();
    this.#store.add(
      bus.subscribe('organisation', member.organisationId, ({ audience, message }) => {
        if (this.#isFor(audience)) this.#say(message);
      }),
    );
    this.#store.add(
      bus.subscribe('user', member.userId, ({ organisationId, right, message, withoutSecondFactor = message }) => {
        if (organisationId !== null && organisationId !== member.organisationId) return;
        if (right !== null && !this.#member?.rights.includes(right)) return;
        this.#say(this.#member?.secondFactor === true ? message : withoutSecondFactor);
      }),
    );
    this.#store.add(open.portals.add(member));
    this.#store.defer(() => open.tabs.close(member, this.#tabId));
    this.#store.add(
      bus.subscribe('signIn', member.signInId, ({ type }) => {
        if (type === 'ended') this.#signedOut();
        else this.#say({ type: 'organisations.changed' });
      }),
    );
    const changed = () => void this.#check().then(() => this.#say({ type: 'member.changed' }));
    this.#store.add(bus.subscribe('member', member.memberId, changed));
    this.#store.add(bus.subscribe('rights', member.organisationId, changed));
    this.#say({ type: 'hub.ready' });
  }

  #receive(text: string): void {
    const decoded = decodeMessage(memberMessageSchema, text);
    // Of a newer portal.
    if (decoded.kind === 'unknown') return;
    if (decoded.kind === 'malformed' || this.#member === null) return this.#refuse();
    this.#options.open.tabs.report(this.#member, this.#tabId, decoded.message.active);
  }

  #refuse(): void {
    this.#connection.close(closeCodes.malformed, 'Unexpected message');
  }

  #isFor(audience: Audience): boolean {
    const member = this.#member;
    if (member === null) return false;
    if ('right' in audience) return holdsRight(member, audience.right);
    const { action, target, except } = audience;
    const nowMs = this.#options.clock.nowMs();
    const may = (one: Target) => decide(action, member, one, nowMs).allowed;
    return may(target) && (except === undefined || !may(except));
  }

  #signedOut(): void {
    this.#say({ type: 'member.signedOut' });
    this.dispose();
    this.#connection.close(closeCodes.signedOut, 'Signed out');
  }

  #say(message: MemberServerMessage): void {
    this.#connection.send(JSON.stringify(message));
  }
}
