// The globals that Node and browsers share, for packages that run in both. Included by their tsconfig only;
// programs that know their runtime use its full types instead.

interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  throwIfAborted(): void;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}
declare class AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}

declare class TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(input?: ArrayBufferView | ArrayBuffer): string;
}

declare function setTimeout(handler: () => void, delayMs?: number): unknown;
declare function clearTimeout(timer: unknown): void;
declare function queueMicrotask(callback: () => void): void;
declare function structuredClone<T>(value: T): T;
declare const performance: { now(): number };

interface CryptoKey {
  readonly type: string;
  readonly extractable: boolean;
}
interface CryptoKeyPair {
  readonly publicKey: CryptoKey;
  readonly privateKey: CryptoKey;
}
type NeutralBytes = ArrayBufferView<ArrayBuffer> | ArrayBuffer;
type NeutralAlgorithm = string | { name: string; [parameter: string]: unknown };
interface SubtleCrypto {
  digest(algorithm: NeutralAlgorithm, data: NeutralBytes): Promise<ArrayBuffer>;
  importKey(
    format: 'raw' | 'pkcs8' | 'spki',
    data: NeutralBytes,
    algorithm: NeutralAlgorithm,
    extractable: boolean,
    usages: string[],
  ): Promise<CryptoKey>;
  exportKey(format: 'raw' | 'pkcs8' | 'spki', key: CryptoKey): Promise<ArrayBuffer>;
  generateKey(algorithm: NeutralAlgorithm, extractable: boolean, usages: string[]): Promise<CryptoKey | CryptoKeyPair>;
  deriveBits(algorithm: NeutralAlgorithm, key: CryptoKey, lengthBits: number): Promise<ArrayBuffer>;
  encrypt(algorithm: NeutralAlgorithm, key: CryptoKey, data: NeutralBytes): Promise<ArrayBuffer>;
  decrypt(algorithm: NeutralAlgorithm, key: CryptoKey, data: NeutralBytes): Promise<ArrayBuffer>;
  sign(algorithm: NeutralAlgorithm, key: CryptoKey, data: NeutralBytes): Promise<ArrayBuffer>;
  verify(algorithm: NeutralAlgorithm, key: CryptoKey, signature: NeutralBytes, data: NeutralBytes): Promise<boolean>;
}
declare const crypto: {
  readonly subtle: SubtleCrypto;
  getRandomValues<T extends ArrayBufferView<ArrayBuffer>>(array: T): T;
  randomUUID(): string;
};
