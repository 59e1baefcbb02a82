// How much Windows lets a process do: input of one never reaches a window of another that may do more.

import koffi from 'koffi';
import { integrityLevel, queryToken } from './native/advapi32.ts';
import { queryLimited } from './native/kernel32.ts';
import type { WindowsLibraries } from './native/windows-libraries.ts';

const labelBytes = 256;

/** Larger is more. null: it keeps that to itself, which only those do that may do more. */
export function integrityOf({ kernel32, advapi32 }: WindowsLibraries, processId: number): number | null {
  const handle = kernel32.openProcess(queryLimited, 0, processId);
  if (handle === null) return null;
  const token: [bigint | null] = [null];
  try {
    if (advapi32.openProcessToken(handle, queryToken, token) === 0 || token[0] === null) return null;
    const label = new Uint8Array(labelBytes);
    if (advapi32.getTokenInformation(token[0], integrityLevel, label, labelBytes, [0]) === 0) return null;
    // The SID it points to lies in the same memory, which must not move meanwhile: an array of our own does not.
    const sid = new DataView(label.buffer).getBigUint64(0, true);
    const parts = Number(koffi.decode(advapi32.getSidSubAuthorityCount(sid), 'uint8_t'));
    return parts === 0 ? null : Number(koffi.decode(advapi32.getSidSubAuthority(sid, parts - 1), 'uint32_t'));
  } finally {
    if (token[0] !== null) kernel32.closeHandle(token[0]);
    kernel32.closeHandle(handle);
  }
}
