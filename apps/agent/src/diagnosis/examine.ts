// Everything that is looked at, for the command line and for a technician in a session.

import { silentLogger } from '@nearhand/base';
import type { Desktop } from '@nearhand/host';
import { type ComputerReport, type Locale, reportLine } from '@nearhand/protocol';
import { version } from '../compose-core.ts';
import type { ServerAccess } from '../dialling/server-agent.ts';
import type { Machine } from '../machine.ts';
import type { Finding } from './finding.ts';
import { checkDesktop, checkDisk } from './machine-checks.ts';
import { checkNetwork } from './network-checks.ts';
import { doctorTexts } from './texts.ts';

export interface Examination {
  readonly about: { readonly version: string; readonly server: string; readonly system: string };
  readonly findings: readonly Finding[];
}

export interface Examined {
  readonly machine: Pick<Machine, 'clock' | 'desktop'>;
  /** The way to the server; as it is when the examination begins. */
  readonly access: ServerAccess;
  /** Where the program keeps its files, or would. */
  readonly folder: string;
  /** The desktop that a session has open already; null: it is opened for a moment. */
  readonly open: () => Desktop | null;
}

export async function examine({ machine, access, folder, open }: Examined): Promise<Examination> {
  const { clock, desktop } = machine;
  const { origin, authorities, proxy } = access;
  const findings = [
    ...(await checkNetwork({ origin, authorities, proxy }, clock)),
    ...(await checkDesktop(desktop, open(), { clock, logger: silentLogger })),
    checkDisk(folder),
  ];
  return { about: { version, server: origin, system: desktop.info.systemName }, findings };
}

/** As it is told to a technician. */
export function computerReport({ about, findings }: Examination, locale: Locale): ComputerReport {
  const texts = doctorTexts[locale];
  return {
    version: about.version,
    server: reportLine(about.server),
    system: reportLine(about.system),
    findings: findings.map(({ check, result, problem, detail }) => ({
      name: texts.checks[check],
      result,
      detail: result === 'skipped' ? texts.skipped : reportLine(detail),
      advice: problem === null ? null : texts.problems[problem],
    })),
  };
}
