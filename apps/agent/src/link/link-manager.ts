// All links of this agent: takes offers, lets viewers in through the doorkeeper, reports what becomes of them, ends them.

import { Budget, type Disposable, DisposableStore, Emitter, type Event } from '@nearhand/base';
import { type AgentMessage, type EndReason, endReasonSchema, type Ticket } from '@nearhand/protocol';
import type { AgentLink, LinkState } from '@nearhand/session';
import type { HubNews } from '../hub/hub-client.ts';
import type { ParticipantView } from '../consent/consent-view.ts';
import type { Doorkeeper } from './doorkeeper.ts';
import type { Runtime } from './runtime.ts';
import { type Surroundings, ViewerConnection } from './viewer-connection.ts';

/** After ending links: time for what they still have to say. */
export const partingMs = 250;
/** The server cuts the path of a link that it hears has ended: the viewer must have heard why before. */
const endReportDelayMs = 120;

type Offer = Extract<HubNews, { type: 'link.offered' }>;

/** Starts the agent's end of a link; `verify` decides about the ticket the viewer presents on it. */
export type OpenLink = (offer: Offer, verify: (signed: string) => Promise<Ticket>) => AgentLink;

export interface LinkManagerOptions {
  readonly openLink: OpenLink;
  readonly doorkeeper: Doorkeeper;
  readonly surroundings: Surroundings;
  readonly report: (message: AgentMessage) => void;
  readonly runtime: Runtime;
  /** More at once, or in a minute, are not answered. */
  readonly maxLinks: number;
}

interface Entry {
  readonly offer: Offer;
  readonly link: AgentLink;
  connection: ViewerConnection | null;
  sinceMs: number;
}

export class LinkManager implements Disposable {
  readonly #options: LinkManagerOptions;
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new Emitter<readonly ParticipantView[]>());
  readonly #entries = new Map<string, Entry>();
  readonly #partings = new Set<Promise<void>>();
  /**
   * Each offer is a handshake, and whoever sits in between learns its comparison words before anything shows here:
   * without a limit it could go on until they match those it shows to the technician.
   */
  readonly #budget: Budget;

  /** Who is connected, after each change. */
  readonly onParticipants: Event<readonly ParticipantView[]> = this.#changed;

  constructor(options: LinkManagerOptions) {
    this.#options = options;
    this.#budget = new Budget(options.runtime.clock, options.maxLinks);
  }

  get participants(): readonly ParticipantView[] {
    return this.#connected().map(({ entry, ticket }) => ({
      linkId: entry.offer.linkId,
      name: ticket.principal.name,
      organisation: ticket.principal.organisation,
      picture: entry.offer.picture,
      sinceMs: entry.sinceMs,
      interrupted: entry.link.state.kind === 'interrupted',
      words: entry.link.words === null ? null : [...entry.link.words],
    }));
  }

  /** A viewer is coming. */
  offered(offer: Offer): void {
    const { doorkeeper, maxLinks, openLink, runtime } = this.#options;
    if (this.#entries.has(offer.linkId)) return;
    if (this.#entries.size >= maxLinks || !this.#budget.take()) {
      runtime.logger.warn('too many links; this one is not answered', { linkId: offer.linkId });
      return;
    }
    const link = openLink(offer, (signed) => doorkeeper.verify(signed, offer));
    const entry: Entry = { offer, link, connection: null, sinceMs: 0 };
    this.#entries.set(offer.linkId, entry);
    link.onState.on((state) => this.#follow(entry, state));
    this.#follow(entry, link.state);
  }

  /** The server took a session away, or one link of it. */
  revoked(sessionId: string, linkId: string | null): void {
    for (const { offer, link } of this.#entries.values()) {
      if (offer.sessionId === sessionId && (linkId === null || offer.linkId === linkId)) link.end('revoked');
    }
  }

  endAll(reason: EndReason): void {
    for (const { link } of this.#entries.values()) link.end(reason);
  }

  /** Once the viewers of all links that were ended here have heard why. */
  async parted(): Promise<void> {
    await Promise.all(this.#partings);
  }

  /** After the hub's connection was made again: the hub forgot. */
  reportAll(): void {
    for (const { entry } of this.#connected()) this.#report(entry, entry.link.state);
  }

  dispose(): void {
    for (const { connection, link } of this.#entries.values()) {
      connection?.dispose();
      link.dispose();
    }
    this.#entries.clear();
    this.#store.dispose();
  }

  #follow(entry: Entry, state: LinkState): void {
    if (state.kind === 'connecting' || state.kind === 'handshaking') return;
    if (state.kind === 'active') this.#letIn(entry);
    if (state.kind === 'ended') this.#remove(entry);
    if (state.kind === 'ended' && !state.byPeer) {
      void this.#part(entry.link).then(() => this.#report(entry, state));
    } else this.#report(entry, state);
    this.#changed.emit(this.participants);
    for (const { connection } of this.#entries.values()) connection?.tellParticipants();
  }

  async #part(link: AgentLink): Promise<void> {
    const parting = link.closed.then(
      () => new Promise<void>((resolve) => void this.#options.runtime.clock.setTimer(endReportDelayMs, resolve)),
    );
    this.#partings.add(parting);
    await parting;
    this.#partings.delete(parting);
  }

  #letIn(entry: Entry): void {
    const { surroundings, runtime } = this.#options;
    const { link, offer } = entry;
    if (entry.connection !== null) return;
    if (link.ticket === null) return link.end('malformed');
    entry.sinceMs = runtime.clock.nowMs();
    const participants = () => this.participants.map(({ linkId, name }) => ({ linkId, name }));
    const logger = runtime.logger.child({ linkId: offer.linkId });
    const viewer = { link, ticket: link.ticket, surroundings, participants, runtime: { ...runtime, logger } };
    const connection = new ViewerConnection(viewer);
    entry.connection = connection;
    connection.onPointed.on(({ x, y }) => {
      for (const other of this.#entries.values()) {
        if (other !== entry && other.connection?.desktop === connection.desktop) other.connection?.tellPointer(x, y);
      }
    });
  }

  #remove(entry: Entry): void {
    this.#entries.delete(entry.offer.linkId);
    entry.connection?.dispose();
    entry.connection = null;
  }

  #report({ offer }: Entry, state: LinkState): void {
    if (state.kind === 'connecting' || state.kind === 'handshaking') return;
    const { sessionId, linkId } = offer;
    const reason = state.kind === 'ended' ? endReasonSchema.safeParse(state.reason).data : undefined;
    const message: AgentMessage = { type: 'link.changed', sessionId, linkId, state: state.kind };
    this.#options.report(reason === undefined ? message : { ...message, reason });
  }

  #connected(): { entry: Entry; ticket: Ticket }[] {
    return [...this.#entries.values()].flatMap((entry) =>
      entry.connection !== null && entry.link.ticket !== null ? [{ entry, ticket: entry.link.ticket }] : [],
    );
  }
}
