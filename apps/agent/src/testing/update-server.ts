// For tests: a server of updates that serves and signs whatever the test wants, and breaks off when told to.

import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ProgramFile, type UpdateManifest, updatePaths, updateProofText } from '@nearhand/protocol';

export class UpdateServer {
  readonly publicKey: string;
  /** Sent as it is; tests put others in its place. */
  answer = '';
  /** What is served, by hash. */
  readonly files = new Map<string, Buffer>();
  /** Ranges that were asked for; `all` where none was. */
  readonly asked: string[] = [];
  /** Ends the next download after so many bytes. */
  breakAfterBytes: number | null = null;
  readonly #key: KeyObject;
  readonly #place: { readonly origin: string } | null;
  readonly #http: Server = createServer((request, response) => this.listener(request, response));

  readonly listener: RequestListener = (request, response) => {
    if (request.url === updatePaths.manifest) return void response.end(this.answer);
    const content = this.files.get(request.url?.split('/').at(-1) ?? '');
    if (content === undefined) return void response.writeHead(404).end();
    const { range } = request.headers;
    this.asked.push(range ?? 'all');
    const from = Number(/^bytes=([0-9]+)-$/.exec(range ?? '')?.[1] ?? 0);
    if (from > 0) response.writeHead(206, { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` });
    const limit = this.breakAfterBytes;
    this.breakAfterBytes = null;
    if (limit === null) return void response.end(content.subarray(from));
    response.write(content.subarray(from, from + limit), () => response.destroy());
  };

  /** `place`: a server that passes requests on to `listener`; null: this one listens itself. */
  constructor(place: { readonly origin: string } | null = null) {
    this.#place = place;
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    this.#key = privateKey;
    this.publicKey = publicKey.export({ format: 'jwk' }).x ?? '';
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#http.listen(0, '127.0.0.1', resolve));
  }

  get origin(): string {
    return this.#place?.origin ?? `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  /** Offers this program as this version, for Linux. */
  offer(version: string, program: string | Buffer, changes: Partial<UpdateManifest> = {}): ProgramFile {
    const content = typeof program === 'string' ? Buffer.from(program) : program;
    const sha256 = createHash('sha256').update(content).digest('hex');
    this.files.set(sha256, content);
    const file: ProgramFile = { target: 'linux-x64', sha256, size: content.length };
    this.answer = this.signed({ origin: this.origin, serial: 1, version, files: [file], withdrawn: [], ...changes });
    return file;
  }

  signed(manifest: UpdateManifest): string {
    const text = JSON.stringify(manifest);
    const signature = sign(null, Buffer.from(updateProofText(text)), this.#key).toString('base64url');
    return JSON.stringify({ manifest: text, signature });
  }

  async close(): Promise<void> {
    this.#http.closeAllConnections();
    await new Promise<void>((resolve) => this.#http.close(() => resolve()));
  }
}
