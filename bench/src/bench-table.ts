// What a benchmark gives: one table, and how it is printed.

export interface BenchTable {
  title: string;
  columns: string[];
  rows: (string | number)[][];
}

/** As Markdown, columns aligned; numbers to the right. */
export function formatTable(table: BenchTable): string {
  const cells = [table.columns, ...table.rows.map((row) => row.map(String))];
  const widths = table.columns.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  const isNumber = table.columns.map((_, column) => table.rows.every((row) => typeof row[column] === 'number'));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, i) => (isNumber[i] ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0))).join(' | ')} |`;
  const rule = `| ${widths.map((width, i) => '-'.repeat(width - 1) + (isNumber[i] ? ':' : '-')).join(' | ')} |`;
  return [`## ${table.title}`, '', line(table.columns), rule, ...cells.slice(1).map(line), ''].join('\n');
}
