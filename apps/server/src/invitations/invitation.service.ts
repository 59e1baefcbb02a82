// The customer's way in by browser: a typed code leads to the invitation's page, the page reports that it is seen.

import { AppError, type Clock } from '@nearhand/base';
import {
  type InvitationProgress,
  type InvitationStage,
  isEndedRequestState,
  type Permission,
  type Proof,
  type WaitingStep,
} from '@nearhand/protocol';
import type { DownloadProgress } from '../downloads/download-progress.ts';
import type { RequestCustomer } from '../requests/request.customer.ts';
import type { RequestOffers } from '../requests/request.offer.ts';
import type { RequestRepository, RequestRow } from '../requests/request.repository.ts';
import type { GuessGuard } from './guess-guard.ts';

export interface InvitationServiceOptions {
  readonly guard: GuessGuard;
  readonly requests: RequestRepository;
  readonly offers: RequestOffers;
  readonly customer: RequestCustomer;
  readonly downloads: DownloadProgress;
  readonly clock: Clock;
}

/** What the invitation's page shows. */
export interface InvitationView {
  readonly requestId: string;
  readonly technician: string;
  /** A path of this server. */
  readonly picture: string | null;
  readonly organisation: string;
  readonly stage: InvitationStage;
  /** Null once the request has ended. */
  readonly code: string | null;
  readonly permissions: readonly Permission[];
  readonly expiresAt: Date;
}

export class InvitationService {
  readonly #options: InvitationServiceOptions;

  constructor(options: InvitationServiceOptions) {
    this.#options = options;
  }

  /** The path of the invitation's page. Throws GuessRefused, or `code_invalid` whatever is wrong with the code. */
  async join(code: string, proof: Proof | undefined, address: string): Promise<string> {
    const { guard, requests, clock } = this.#options;
    const right = await guard.attempt(address, proof);
    const token = await requests.tokenOfUnusedCode(code, new Date(clock.nowMs()));
    if (token === null) throw new AppError('code_invalid', 'The code is wrong, used or expired.');
    right();
    return `/j/${token}`;
  }

  /** Null where the token is wrong. Ended requests are found until they are reopened, so that the page can say so. */
  async findInvitation(token: string): Promise<InvitationView | null> {
    if (!/^[A-Za-z0-9_-]{22}$/.test(token)) return null;
    const row = await this.#options.requests.findByToken(token);
    if (!row) return null;
    const { invitedBy } = await this.#options.offers.offerOf(row);
    const stage = this.#stage(row);
    return {
      requestId: row.id,
      technician: invitedBy.technician,
      picture: await this.#options.offers.pictureOf(row),
      organisation: invitedBy.organisation,
      stage,
      code: stage === 'ended' ? null : row.code,
      permissions: row.permissions,
      expiresAt: row.expiresAt,
    };
  }

  /** Throws `invitation_invalid` where the token is wrong. */
  async progressOf(token: string): Promise<InvitationProgress> {
    const row = await this.#options.requests.findByToken(token);
    if (!row) throw new AppError('invitation_invalid', 'The link is wrong or no longer valid.');
    return { stage: this.#stage(row), download: this.#options.downloads.of(row.id) };
  }

  #stage({ state, steps, expiresAt }: RequestRow): InvitationStage {
    const isExpired = state === 'open' && expiresAt.getTime() <= this.#options.clock.nowMs();
    if (isExpired || isEndedRequestState(state)) return 'ended';
    if (state === 'ready') return 'allowed';
    if (state !== 'scheduled' && state !== 'open' && state !== 'waiting') return 'connected';
    return steps.some(({ step }) => step === 'programStarted') ? 'started' : 'invited';
  }

  reportStep(token: string, step: WaitingStep): Promise<void> {
    return this.#options.customer.pageStep(token, step);
  }
}
