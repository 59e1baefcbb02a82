// One line of a CSV file (RFC 4180) that is safe to open: spreadsheets take cells that begin like a formula for one.

const formulaStart = /^\s*[=+\-@\t\r|%]/;
/** Control characters, and those that turn the direction of text around. */
const unseen = /[\p{Cc}\p{Bidi_Control}]+/gu;

/** Ends with a line break. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(text: string): string {
  const plain = text.replace(unseen, ' ');
  const safe = formulaStart.test(text) ? `'${plain}` : plain;
  return /[",']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
