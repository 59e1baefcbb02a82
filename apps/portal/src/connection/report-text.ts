// A report as text, to be pasted into a ticket.
import type { ComputerReport, FindingResult } from '@nearhand/protocol';

export function reportText(
  { version, system, server, findings }: ComputerReport,
  computerName: string,
  resultWords: Readonly<Record<FindingResult, string>>,
): string {
  const lines = findings.flatMap(({ name, result, detail, advice }) => {
    const line = `${name}: ${resultWords[result]}${detail === '' ? '' : ` (${detail})`}`;
    return advice === null || advice === '' ? [line] : [line, `  ${advice}`];
  });
  return [`${computerName}, ${system}`, `Nearhand ${version}, ${server}`, '', ...lines, ''].join('\n');
}
