// The one error class. What a code means is in the catalogue of the package that owns the code.

export interface AppErrorOptions {
  /** For logs only, never sent to a peer. */
  details?: Readonly<Record<string, unknown>>;
  cause?: unknown;
}

export class AppError<Code extends string = string> extends Error {
  readonly code: Code;
  readonly details: Readonly<Record<string, unknown>>;

  /** `message` may be shown to the peer. */
  constructor(code: Code, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.details = options.details ?? {};
  }
}
