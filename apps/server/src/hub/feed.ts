// Tells the ends what changed: members see requests and computers of their organisation, agents see their own request.
// Each tale is told from a fresh look at the database, so that the last one told is the newest.

import { type Disposable, DisposableStore, type Logger } from '@nearhand/base';
import type { RequestOffer, SupportRequest } from '@nearhand/protocol';
import type { ComputerRepository } from '../computers/computer.repository.ts';
import type { ComputerService } from '../computers/computer.service.ts';
import type { RequestRepository, RequestRow } from '../requests/request.repository.ts';
import type { ComputerTarget, RequestTarget } from '../rights/decide.ts';
import type { Bus } from './bus.ts';
import { Coalescer } from './coalescer.ts';

export interface FeedOptions {
  readonly bus: Bus;
  readonly logger: Logger;
  readonly requests: {
    readonly repository: RequestRepository;
    readonly view: (row: RequestRow) => Promise<SupportRequest>;
    readonly targetOf: (row: RequestRow) => Promise<RequestTarget>;
    readonly offerOf: (row: RequestRow) => Promise<RequestOffer>;
  };
  readonly computers: { readonly repository: ComputerRepository; readonly service: ComputerService };
}

export class Feed implements Disposable {
  readonly #options: FeedOptions;
  readonly #store = new DisposableStore();
  readonly #requests: Coalescer;
  readonly #computers: Coalescer;
  readonly #agents: Coalescer;
  /** Whom a computer is not shared with any more, until they are told. */
  readonly #former = new Map<string, Set<string>>();

  constructor(options: FeedOptions) {
    this.#options = options;
    this.#requests = this.#store.add(new Coalescer((id) => this.#tellRequest(id), options.logger));
    this.#computers = this.#store.add(new Coalescer((id) => this.#tellComputer(id), options.logger));
    this.#agents = this.#store.add(new Coalescer((key) => this.#tellAgentChange(key), options.logger));
  }

  requestChanged(requestId: string): void {
    this.#requests.request(requestId);
  }

  /** Whoever reached it before and does not any more. */
  requestMoved({ before, after }: { before: RequestTarget; after: RequestTarget }): void {
    this.#options.bus.publish('organisation', before.organisationId, {
      audience: { action: 'request.view', target: before, except: after },
      message: { type: 'request.gone', requestId: before.id },
    });
  }

  computerChanged(computerId: string): void {
    this.#computers.request(computerId);
  }

  /** Somebody does not have it any more, or less of it. */
  computerUnshared(computerId: string, userId: string | null): void {
    const former = this.#former.get(computerId) ?? new Set();
    if (userId !== null) this.#former.set(computerId, former.add(userId));
    this.computerChanged(computerId);
  }

  /** It came or went. */
  agentChanged(agentKey: string): void {
    this.#agents.request(agentKey);
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #tellRequest(id: string): Promise<void> {
    const { bus, requests } = this.#options;
    const row = await requests.repository.find(id);
    if (!row) return;
    const request = await requests.view(row);
    bus.publish('organisation', row.organisationId, {
      audience: { action: 'request.view', target: await requests.targetOf(row) },
      message: { type: 'request.changed', request },
    });
    if (row.agentKey === null) return;
    const offer = await requests.offerOf(row);
    bus.publish('agent', row.agentKey, { type: 'send', message: { type: 'request.changed', offer } });
  }

  async #tellComputer(id: string): Promise<void> {
    const { target, computer } = await this.#options.computers.service.view(id);
    this.#options.bus.publish('organisation', target.organisationId, {
      // Whoever has it by a share is told as they see it.
      audience: { action: 'computer.view', target: { ...target, shares: [] } },
      message: { type: 'computer.changed', computer },
    });
    await this.#tellReceivers(target);
  }

  async #tellReceivers(target: ComputerTarget): Promise<void> {
    const former = this.#former.get(target.id) ?? new Set();
    this.#former.delete(target.id);
    const views = await this.#options.computers.service.viewsOfReceivers(target, former);
    const gone = { type: 'computer.gone', computerId: target.id } as const;
    for (const { userId, organisationId, computer, secondFactor } of views) {
      const message = computer === null ? gone : ({ type: 'computer.changed', computer } as const);
      const instead = secondFactor ? { withoutSecondFactor: gone } : {};
      this.#options.bus.publish('user', userId, { organisationId, right: null, message, ...instead });
    }
  }

  async #tellAgentChange(agentKey: string): Promise<void> {
    const { requests, computers } = this.#options;
    for (const id of await requests.repository.idsOfAgent(agentKey)) this.requestChanged(id);
    for (const id of await computers.repository.idsOfAgent(agentKey)) this.computerChanged(id);
  }
}
