// Breaks lines at spaces to the terminal's width, since terminals break words. Pure.

/** `columns` below 20: no terminal that tells, so nothing is broken. Continued lines are indented like their first. */
export function wrap(text: string, columns: number): string {
  if (columns < 20) return text;
  return text
    .split('\n')
    .map((line) => wrapLine(line, columns))
    .join('\n');
}

function wrapLine(line: string, columns: number): string {
  const indent = /^ */.exec(line)?.[0] ?? '';
  const lines: string[] = [];
  let current = indent;
  for (const word of line.trim().split(/ +/)) {
    const isFirst = current === indent;
    if (!isFirst && [...current].length + 1 + [...word].length > columns) {
      lines.push(current);
      current = indent + word;
    } else current += isFirst ? word : ` ${word}`;
  }
  return [...lines, current].join('\n');
}
