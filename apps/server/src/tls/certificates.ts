// Where the server's certificate comes from: files, or made by the server itself. Both may change while it runs.

import type { Disposable, Event } from '@nearhand/base';

export interface CertificatePair {
  /** PEM, with whatever chain belongs to it. */
  readonly certificate: string;
  /** PEM. */
  readonly privateKey: string;
}

export interface Authority {
  /** PEM, which every system and our agent install; Debian takes nothing else. */
  readonly certificate: string;
  /** SHA-256 over the DER, pairs of hexadecimal digits with colons, to be compared by eye. */
  readonly fingerprint: string;
}

export interface Certificates extends Disposable {
  readonly current: CertificatePair;
  /** Where people must install it to trust this server; null for certificates that browsers trust by themselves. */
  readonly authority: Authority | null;
  readonly onChanged: Event<CertificatePair>;
}
