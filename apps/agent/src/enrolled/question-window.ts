// A consent window for one question of a computer, with its answers wired to its flow.

import type { Logger } from '@nearhand/base';
import type { WindowSystem } from '@nearhand/host';
import type { RunOptions } from '../command-line/options.ts';
import { systemLanguage } from '../command-line/system-language.ts';
import { ConsentFlow } from '../consent/consent-flow.ts';
import type { ConsentAnswer } from '../consent/consent-view.ts';
import { ConsentWindow } from '../consent/consent-window.ts';
import { openFrontEnd } from '../consent/open-front-end.ts';
import { memoryValue } from '../identity/stored-value.ts';
import type { Machine } from '../machine.ts';
import type { LocalPermissions } from '../permissions/local-permissions.ts';

export interface QuestionWindowOptions {
  readonly run: RunOptions;
  readonly machine: Machine;
  readonly logger: Logger;
  readonly local: LocalPermissions;
  readonly answerTimeoutMs: number;
  /** Started when the first question comes. */
  readonly windows: () => WindowSystem | null;
}

export function questionWindowOpener(options: QuestionWindowOptions): () => Promise<ConsentWindow> {
  const { run, machine, logger, local, answerTimeoutMs, windows } = options;
  const { clock, desktop } = machine;
  return async () => {
    const locale = run.language ?? systemLanguage(machine.environment);
    const frontEnd = await openFrontEnd({ run, machine, windows: windows(), place: memoryValue(), locale, logger });
    const flow = new ConsentFlow({ local, clock, logger, answerTimeoutMs });
    frontEnd.onAnswer.on((answer) => apply(flow, answer));
    frontEnd.onPresence.on((present) => {
      if (!present) flow.end(flow.granted ? 'customer' : 'noAnswer');
    });
    return new ConsentWindow({ flow, frontEnd, local, locale, limit: desktop.limit });
  };
}

function apply(flow: ConsentFlow, answer: ConsentAnswer): void {
  switch (answer.type) {
    case 'allow':
      return flow.allow(answer.permissions);
    case 'deny':
      return flow.deny();
    case 'withdraw':
      return answer.permission === 'view' ? flow.end('customer') : flow.withdraw(answer.permission);
    case 'end':
    case 'code':
    case 'close':
      return flow.end('customer');
  }
}
