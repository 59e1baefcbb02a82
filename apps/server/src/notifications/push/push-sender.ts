// Sends notifications by Web Push: encrypted for the one browser (RFC 8291), signed by this server (RFC 8292).
// Subscriptions that their push service does not know any more are removed.

import { createHash } from 'node:crypto';
import { buildPushPayload } from '@block65/webcrypto-web-push';
import type { Clock, Logger } from '@nearhand/base';
import { notificationCatalogue } from '@nearhand/protocol';
import type { NotificationRow } from '../notification.repository.ts';
import { notificationPath, notificationTitle, notificationWords } from '../notification-words.ts';
import type { PushKeys } from './push-keys.ts';
import type { PushRepository, PushTarget } from './push.repository.ts';
import type { PushTransport } from './push-transport.ts';

export interface PushSenderOptions {
  readonly repository: PushRepository;
  readonly transport: PushTransport;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly identity: {
    readonly keys: () => Promise<PushKeys>;
    /** A mailto or https address, for those who run the push service. */
    readonly contact: () => Promise<string>;
  };
}

/** What the browser shows; nothing else about the customer or the member is in it. */
export interface Pushed {
  readonly title: string;
  readonly body: string;
  /** Of this server. */
  readonly path: string;
  /** The same again takes the place of the one shown. */
  readonly tag: string;
}

export type PushOutcome = 'sent' | 'gone' | 'failed';

interface Manner {
  readonly ttl: number;
  readonly urgency: 'high' | 'normal';
}

/** In seconds: a customer who waited an hour ago is no news. */
const later = { ttl: 43_200, urgency: 'normal' } as const;
const manners = { requests: { ttl: 900, urgency: 'high' }, computers: later, security: later } as const;
const retryMs = 5_000;
const tries = 3;

export class PushSender {
  readonly #options: PushSenderOptions;

  constructor(options: PushSenderOptions) {
    this.#options = options;
  }

  /** To every browser of the person, naming the organisation if given. Of several servers one gets to send it. */
  async notify(row: NotificationRow, organisation: string | null): Promise<void> {
    const { repository, clock } = this.#options;
    if (!row.pushDue || !(await repository.take(row.id))) return;
    const targets = await repository.targetsOf(row.userId, new Date(clock.nowMs()));
    const tag = createHash('sha256').update(row.topic).digest('base64url').slice(0, 32);
    const manner = manners[notificationCatalogue[row.event].group];
    await Promise.all(
      targets.map((target) => {
        const title = notificationTitle(target.locale, row);
        return this.#send(target, { title, body: organisation ?? '', path: notificationPath(row), tag }, manner);
      }),
    );
  }

  async test(target: PushTarget): Promise<PushOutcome> {
    const { title, text } = notificationWords[target.locale].test;
    return this.#send(target, { title, body: text, path: '/profile', tag: 'test' }, { ttl: 60, urgency: 'high' });
  }

  async #send(target: PushTarget, pushed: Pushed, manner: Manner): Promise<PushOutcome> {
    const { clock, repository, logger } = this.#options;
    for (let tried = 1; ; tried++) {
      const status = await this.#post(target, pushed, manner);
      if (status >= 200 && status < 300) return 'sent';
      if (status === 404 || status === 410) {
        await repository.remove(target.endpoint);
        logger.info('A browser takes no pushes any more', { signInId: target.signInId });
        return 'gone';
      }
      const mayPass = status === 0 || status === 429 || status >= 500;
      if (!mayPass || tried === tries || pushed.tag === 'test') {
        logger.warn('A push service did not take a notification', { host: new URL(target.endpoint).host, status });
        return 'failed';
      }
      await new Promise<void>((resolve) => clock.setTimer(retryMs * tried, resolve));
    }
  }

  /** 0 where the push service could not be reached. */
  async #post(target: PushTarget, pushed: Pushed, manner: Manner): Promise<number> {
    const { identity, transport, logger } = this.#options;
    const { endpoint, p256dh, auth } = target;
    try {
      const keys = await identity.keys();
      const { headers, body } = await buildPushPayload(
        { data: { ...pushed }, options: { ...manner, topic: pushed.tag } },
        { endpoint, expirationTime: null, keys: { p256dh, auth } },
        { subject: await identity.contact(), ...keys },
      );
      return await transport({ endpoint, headers: { ...headers }, body });
    } catch (error) {
      logger.debug('A push service could not be reached', { host: new URL(endpoint).host, error });
      return 0;
    }
  }
}
