// WebCrypto first, JavaScript where that refuses.

import type { Curves } from './curves.ts';
import { pureCurves } from './pure-curves.ts';
import { webCurves } from './web-curves.ts';

/** `preferred` may reject; then `fallback` decides. */
export function curvesWithFallback(preferred: Curves, fallback: Curves): Curves {
  return {
    generatePair: () => preferred.generatePair().catch(() => fallback.generatePair()),
    verifySignature: (publicKey, signature, message) =>
      preferred
        .verifySignature(publicKey, signature, message)
        .catch(() => fallback.verifySignature(publicKey, signature, message)),
  };
}

export const preferredCurves: Curves = curvesWithFallback(webCurves, pureCurves);
