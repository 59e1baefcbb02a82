// Values as lines of JSON on a stream that is shared with one other process. A line that is too long ends it.

import type { Duplex } from 'node:stream';

export interface LineHandlers {
  readonly take: (value: unknown) => void;
  /** The other end is gone, or says what is no line. */
  readonly end: () => void;
}

export function readLines(stream: Duplex, maxCharacters: number, { take, end }: LineHandlers): void {
  let rest = '';
  let isOver = false;
  const stop = (): void => {
    if (isOver) return;
    isOver = true;
    end();
  };
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    if (isOver) return;
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > maxCharacters || lines.some((line) => line.length > maxCharacters)) return stop();
    for (const line of lines) {
      try {
        if (!isOver) take(JSON.parse(line));
      } catch {
        return stop();
      }
    }
  });
  for (const event of ['end', 'close', 'error'] as const) stream.on(event, stop);
}

export function writeLine(stream: Duplex, value: unknown): void {
  if (stream.writable) stream.write(`${JSON.stringify(value)}\n`);
}
