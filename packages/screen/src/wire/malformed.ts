// The error this package raises about what a peer sent.

import { AppError } from '@nearhand/base';

export type ScreenError = AppError<'screen_malformed'>;

/** `reason` is for logs only. */
export function malformed(reason: string): ScreenError {
  return new AppError('screen_malformed', 'The picture data cannot be decoded.', { details: { reason } });
}
