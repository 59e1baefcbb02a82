// One line of a CSV file (RFC 4180) that is safe to open: spreadsheets take cells that begin like a formula for one, and
// in some languages split lines at other characters than commas.

/** In full width too, which some spreadsheets take for the same. */
const formulaStart = /^\s*[=+\-@|%＝＋－＠]/;
/** Control characters, and those that turn the direction of text around. */
const unseen = /[\p{Cc}\p{Bidi_Control}]+/gu;
const needsNoQuotes = /^[\p{L}\p{N} .:_-]*$/u;

/** Ends with a line break. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(text: string): string {
  const plain = text.replace(unseen, ' ');
  const safe = formulaStart.test(plain) ? `'${plain}` : plain;
  return needsNoQuotes.test(safe) ? safe : `"${safe.replaceAll('"', '""')}"`;
}
