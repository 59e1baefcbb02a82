// The options about the programs that customers download: for which systems, and signed with what.

import { resolve } from 'node:path';
import { agentTargets, agentTargetSchema } from '@nearhand/protocol';
import { z } from 'zod';
import type { ServerConfig } from './config.ts';
import type { OptionName } from './options.ts';

type Read = <T>(name: OptionName, schema: z.ZodType<T, string>, fallback: T, expected: string) => T;

const targetsSchema = z
  .string()
  .transform((text) => {
    if (text === 'all') return [...agentTargets];
    return text === 'off' ? [] : text.split(',').map((word) => word.trim());
  })
  .pipe(z.array(agentTargetSchema));

const levelSchema = z
  .string()
  .regex(/^\d{1,2}$/)
  .transform(Number)
  .pipe(z.int().min(1).max(19));

export function readPrograms(
  read: Read,
  currentFolder: string,
): Pick<ServerConfig, 'programs' | 'programLevel' | 'signing'> {
  const file = (name: 'signCertificate' | 'signKey' | 'signPasswordFile'): string | null => {
    const path = read(name, z.string().min(1), null, 'give the path of a file');
    return path === null ? null : resolve(currentFolder, path);
  };
  const expected = `choose all, off, or some of ${agentTargets.join(',')}`;
  const programs = read('programs', targetsSchema, [...agentTargets], expected);
  const programLevel = read('programLevel', levelSchema, 17, 'give a number from 1 to 19');
  const [certificateFile, keyFile, passwordFile] = [file('signCertificate'), file('signKey'), file('signPasswordFile')];
  const timestampUrl = read('signTimestamp', z.url({ protocol: /^https?$/ }), null, 'give an address');
  if (certificateFile === null || keyFile === null) return { programs, programLevel, signing: null };
  return { programs, programLevel, signing: { certificateFile, keyFile, passwordFile, timestampUrl } };
}
