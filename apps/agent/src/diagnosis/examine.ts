// Everything that is looked at, for the command line and for a technician in a session.

import { silentLogger } from '@nearhand/base';
import type { Desktop } from '@nearhand/host';
import { type ComputerReport, type Locale, reportLine } from '@nearhand/protocol';
import type { RunOptions } from '../command-line/options.ts';
import { version } from '../compose-core.ts';
import { findProxy } from '../dialling/proxy.ts';
import { trustedAuthorities } from '../dialling/trust.ts';
import { defaultDataFolder, homeOf } from '../identity/data-folder.ts';
import type { Machine } from '../machine.ts';
import type { Finding } from './finding.ts';
import { checkDesktop, checkDisk } from './machine-checks.ts';
import { checkNetwork } from './network-checks.ts';
import { doctorTexts } from './texts.ts';

export interface Examination {
  readonly about: { readonly version: string; readonly server: string; readonly system: string };
  readonly findings: readonly Finding[];
}

/** `open`: the desktop that a session has open already; null: it is opened for a moment. */
export async function examine(run: RunOptions, machine: Machine, open: Desktop | null): Promise<Examination> {
  const { clock, desktop, environment, systemProxy } = machine;
  const proxy = await findProxy(run.origin, { option: run.proxy, environment, system: systemProxy });
  const authorities = trustedAuthorities(run.caFile, run.builtAuthority);
  const findings = [
    ...(await checkNetwork({ origin: run.origin, authorities, proxy }, clock)),
    ...checkDesktop(desktop, open, { clock, logger: silentLogger }),
    checkDisk(run.dataFolder ?? defaultDataFolder(homeOf(machine))),
  ];
  return { about: { version, server: run.origin, system: desktop.info.systemName }, findings };
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
