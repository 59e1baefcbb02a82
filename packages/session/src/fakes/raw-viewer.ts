// A viewer that shakes hands properly and then sends whatever a test wants, to see what an agent's link makes of it.

import { type Bytes, silentLogger } from '@nearhand/base';
import { type DecodedRecord, decodeRecordItems, encodeRecordItems, type RecordItem } from '@nearhand/protocol';
import { preferredCurves } from '../curves/preferred-curves.ts';
import type { AgreementStep } from '../handshake/key-agreement.ts';
import { ViewerAgreement } from '../handshake/viewer-agreement.ts';
import type { ViewerKey } from '../handshake/viewer-key.ts';
import { SecurePath } from '../link/secure-path.ts';
import { defaultRekeyLimits } from '../record/record-keys.ts';
import type { FakeRelay } from './fake-relay.ts';

export interface RawViewerOptions {
  readonly relay: FakeRelay;
  readonly viewerKey: ViewerKey;
  readonly ticket: string;
  readonly agentKey: string;
}

export class RawViewer {
  readonly received: DecodedRecord[] = [];
  readonly #path: SecurePath;

  private constructor(path: SecurePath) {
    this.#path = path;
  }

  /** Resolves when there are keys; nothing has been sent under them. */
  static async connect(options: RawViewerOptions): Promise<RawViewer> {
    const { relay, viewerKey, ticket, agentKey } = options;
    const agreement = new ViewerAgreement({
      viewerKey,
      ticket,
      expectedAgentKey: agentKey,
      capabilities: [],
      curves: preferredCurves,
    });
    const transport = await relay.dialer('viewer').dial(new AbortController().signal);
    return new Promise((resolve, reject) => {
      const begin = () => void agreement.begin().then((frames) => path.sendFrames(frames), reject);
      const apply = (step: AgreementStep) => {
        if (step.kind === 'failed') return reject(step.failure.error);
        if (step.kind !== 'keys') return;
        path.sendFrames(step.frames);
        path.setKeys(step.traffic);
        resolve(viewer);
      };
      const path: SecurePath = new SecurePath({
        transport,
        side: 'viewer',
        limits: defaultRekeyLimits,
        logger: silentLogger,
        events: {
          onHandshake: async (body) => apply(await agreement.receive(body)),
          onRecord: (plain) => viewer.#take(plain),
          onBadFrame: (why) => reject(new Error(why)),
          onProgress: () => {},
          onPeer: (present) => present && begin(),
          onClosed: ({ detail }) => reject(new Error(detail)),
        },
      });
      const viewer = new RawViewer(path);
      if (transport.peerPresent) begin();
    });
  }

  #take(plain: Bytes): void {
    const record = decodeRecordItems(plain);
    if (record) this.received.push(record);
  }

  /** The first record, as it should be: nothing received, and room for everything. */
  attach(): void {
    const channels = [1, 3, 4, 5, 6, 7];
    const positions = channels.map((channel) => ({ channel, receivedBytes: 0, limitBytes: 2 ** 40 }));
    this.sendItems({ type: 'attach', positions });
  }

  sendItems(...items: readonly RecordItem[]): void {
    this.#path.sendRecord(encodeRecordItems(items));
  }

  sendPlain(plain: Bytes): void {
    this.#path.sendRecord(plain);
  }

  dispose(): void {
    this.#path.dispose();
  }
}
