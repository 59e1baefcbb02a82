// Failures of calls to the server, as one AppError with the protocol's codes and the few only a browser can meet.
import { AppError } from '@nearhand/base';
import { type ErrorCode, errorBodySchema } from '@nearhand/protocol';

export const portalErrorCodes = [
  'network_failed',
  'answer_malformed',
  'credentials_wrong',
  'setup_link_invalid',
  'second_step_expired',
  'passkey_cancelled',
  'passkey_exists',
  'unknown',
] as const;
export type PortalErrorCode = ErrorCode | (typeof portalErrorCodes)[number];

export class ApiError extends AppError<PortalErrorCode> {}

/** The error in an HTTP answer; `answer_malformed` where the body is not one of ours. */
export function errorFromBody(status: number, body: unknown): ApiError {
  const parsed = errorBodySchema.safeParse(body);
  if (parsed.success) {
    const { code, message, fields, retryAfterSeconds } = parsed.data.error;
    return new ApiError(code, message, { details: { status, fields, retryAfterSeconds } });
  }
  if (status === 401) return new ApiError('not_signed_in', 'Not signed in', { details: { status } });
  if (status === 429) return new ApiError('too_many_attempts', 'Too many attempts', { details: { status } });
  if (status === 502 || status === 503 || status === 504) {
    return new ApiError('unavailable', 'The server is not available', { details: { status } });
  }
  return new ApiError('answer_malformed', `Unexpected answer with status ${status}`, { details: { status } });
}

/** The code of anything that was thrown. */
export function errorCodeOf(error: unknown): PortalErrorCode {
  return error instanceof ApiError ? error.code : 'unknown';
}
