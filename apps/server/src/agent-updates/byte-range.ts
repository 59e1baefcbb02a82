// The one kind of range a download needs: from somewhere to the end (RFC 9110, 14.1.2). Pure.

/** Where to begin; null: the header asks for nothing that is given here, so the whole is sent. */
export function rangeStart(header: string | undefined, size: number): number | null {
  const start = /^bytes=([0-9]{1,15})-$/.exec(header ?? '')?.[1];
  if (start === undefined || Number(start) >= size) return null;
  return Number(start);
}
