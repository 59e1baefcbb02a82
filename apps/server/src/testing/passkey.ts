// A software authenticator: makes a key and signs as a device does, with the flags a test wants.

import { type KeyObject, createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';

export interface AuthenticatorOptions {
  readonly origin: string;
  /** The host's name. */
  readonly party: string;
  /** Says that it checked the person. */
  readonly verifies?: boolean;
}

const userPresent = 0x01;
const userVerified = 0x04;
const hasNewKey = 0x40;

export class TestAuthenticator {
  readonly #options: AuthenticatorOptions;
  readonly #key: KeyObject;
  readonly #publicKey: Buffer;
  readonly #id = randomBytes(32);
  #counter = 0;

  constructor(options: AuthenticatorOptions) {
    this.#options = options;
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#key = privateKey;
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    // COSE: {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}
    const head = Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
    const between = Buffer.from([0x22, 0x58, 0x20]);
    this.#publicKey = Buffer.concat([head, Buffer.from(x, 'base64url'), between, Buffer.from(y, 'base64url')]);
  }

  /** A new key, for what the server gave. */
  attest(options: Record<string, unknown>) {
    const length = Buffer.from([0, this.#id.length]);
    const data = Buffer.concat([this.#data(hasNewKey), Buffer.alloc(16), length, this.#id, this.#publicKey]);
    // {"fmt": "none", "attStmt": {}, "authData": data}
    const attestationObject = Buffer.concat([
      Buffer.from([0xa3, 0x63]),
      Buffer.from('fmt'),
      Buffer.from([0x64]),
      Buffer.from('none'),
      Buffer.from([0x67]),
      Buffer.from('attStmt'),
      Buffer.from([0xa0, 0x68]),
      Buffer.from('authData'),
      Buffer.from([0x58, data.length]),
      data,
    ]);
    return {
      ...this.#credential(),
      response: {
        clientDataJSON: this.#clientData('webauthn.create', options).toString('base64url'),
        attestationObject: attestationObject.toString('base64url'),
        transports: ['internal'],
      },
    };
  }

  /** A signature, for what the server gave. */
  assert(options: Record<string, unknown>, userHandle?: string) {
    this.#counter += 1;
    const clientData = this.#clientData('webauthn.get', options);
    const data = this.#data(0);
    const signed = Buffer.concat([data, createHash('sha256').update(clientData).digest()]);
    return {
      ...this.#credential(),
      response: {
        clientDataJSON: clientData.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: createSign('sha256').update(signed).sign(this.#key).toString('base64url'),
        ...(userHandle === undefined ? {} : { userHandle }),
      },
    };
  }

  /** As a copy made earlier would count. */
  countBack(): void {
    this.#counter = 0;
  }

  #credential() {
    const id = this.#id.toString('base64url');
    return { id, rawId: id, type: 'public-key' as const };
  }

  #clientData(type: string, { challenge }: Record<string, unknown>): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.#options.origin, crossOrigin: false }));
  }

  #data(more: number): Buffer {
    const data = Buffer.alloc(37);
    createHash('sha256').update(this.#options.party).digest().copy(data);
    data[32] = userPresent | (this.#options.verifies === false ? 0 : userVerified) | more;
    data.writeUInt32BE(this.#counter, 33);
    return data;
  }
}
