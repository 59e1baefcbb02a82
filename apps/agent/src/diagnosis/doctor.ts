// Looks at everything between this computer and a session, and says what to do. Changes nothing on the computer: neither
// key nor folder is made.

import { writeFileSync } from 'node:fs';
import { AppError, messageOf } from '@nearhand/base';
import type { RunOptions } from '../command-line/options.ts';
import { systemLanguage } from '../command-line/system-language.ts';
import { findProxy } from '../dialling/proxy.ts';
import { trustedAuthorities } from '../dialling/trust.ts';
import { defaultDataFolder, homeOf } from '../identity/data-folder.ts';
import { exitCodes, type Machine } from '../machine.ts';
import { examine } from './examine.ts';
import { reportText } from './report.ts';
import { doctorTexts } from './texts.ts';

export interface DoctorOptions {
  readonly run: RunOptions;
  readonly asJson: boolean;
  /** Where to save the report too, to send it; null: nowhere. */
  readonly reportFile: string | null;
}

/** Exit code: failed when something has to be done. Throws AppError `bad_request` for files that cannot be used. */
export async function doctor({ run, asJson, reportFile }: DoctorOptions, machine: Machine): Promise<number> {
  const { environment, systemProxy } = machine;
  const proxy = await findProxy(run.origin, { option: run.proxy, environment, system: systemProxy });
  const authorities = trustedAuthorities(run.caFile, run.builtAuthority);
  const folder = run.dataFolder ?? defaultDataFolder(homeOf(machine));
  const access = { origin: run.origin, authorities, proxy };
  const { about, findings } = await examine({ machine, access, folder, open: () => null });
  const locale = run.language ?? systemLanguage(environment);
  const text = asJson ? `${JSON.stringify({ ...about, findings }, null, 2)}\n` : reportText(about, findings, locale);
  machine.terminal.output.write(text);
  if (reportFile !== null) {
    save(reportFile, text);
    if (!asJson) machine.terminal.output.write(`${doctorTexts[locale].saved} ${reportFile}\n`);
  }
  return findings.some(({ result }) => result === 'failed') ? exitCodes.failed : exitCodes.done;
}

function save(file: string, text: string): void {
  try {
    writeFileSync(file, text, { mode: 0o600 });
  } catch (error) {
    throw new AppError('bad_request', `The report cannot be saved: ${messageOf(error)}`, { cause: error });
  }
}
