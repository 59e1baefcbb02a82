// WebCrypto first, JavaScript where that refuses. The JavaScript is loaded when it is needed, which is rare.

import type { Curves } from './curves.ts';
import { webCurves } from './web-curves.ts';

/** `preferred` may reject; then the fallback decides. */
export function curvesWithFallback(preferred: Curves, loadFallback: () => Promise<Curves>): Curves {
  return {
    generatePair: () => preferred.generatePair().catch(async () => (await loadFallback()).generatePair()),
    verifySignature: (publicKey, signature, message) =>
      preferred
        .verifySignature(publicKey, signature, message)
        .catch(async () => (await loadFallback()).verifySignature(publicKey, signature, message)),
  };
}

export const preferredCurves: Curves = curvesWithFallback(
  webCurves,
  async () => (await import('./pure-curves.ts')).pureCurves,
);
