// What can be learnt from something that was caught, whatever was thrown.

/** What happened, in words. */
export function messageOf(caught: unknown): string {
  return caught instanceof Error ? caught.message : String(caught);
}

/** The `code` of an AppError or of the runtime, such as `ENOENT`; null where there is none. */
export function codeOf(caught: unknown): string | null {
  return caught instanceof Error && 'code' in caught && typeof caught.code === 'string' ? caught.code : null;
}
