// Signs a Windows program with the host's certificate, by the program `osslsigncode` of the system. Done last: whatever
// changes the file afterwards would break the signature.

import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AppError, messageOf } from '@nearhand/base';

const run = promisify(execFile);

export interface WindowsSigning {
  /** PEM or DER, with the chain. */
  readonly certificateFile: string;
  readonly keyFile: string;
  /** null: the key has none. */
  readonly passwordFile: string | null;
  /** Of a time stamping service, so that the signature outlives the certificate. */
  readonly timestampUrl: string | null;
  readonly productName: string;
}

/** Throws AppError `build_failed` with a sentence for the host. */
export async function signWindows(
  program: Uint8Array,
  signing: WindowsSigning,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'nearhand-sign-'));
  const [input, output] = [join(folder, 'unsigned.exe'), join(folder, 'signed.exe')];
  const words = ['sign', '-h', 'sha256', '-certs', signing.certificateFile, '-key', signing.keyFile];
  if (signing.passwordFile !== null) words.push('-readpass', signing.passwordFile);
  if (signing.timestampUrl !== null) words.push('-ts', signing.timestampUrl);
  try {
    writeFileSync(input, program);
    await run('osslsigncode', [...words, '-n', signing.productName, '-in', input, '-out', output], { signal });
    return readFileSync(output);
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const sentence = isMissing
      ? 'osslsigncode, which signs Windows programs, is not installed.'
      : 'osslsigncode could not sign the program with this certificate and key.';
    throw new AppError('build_failed', sentence, { details: { reason: messageOf(error) }, cause: error });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
