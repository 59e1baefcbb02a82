// A built program with other words in it, for tests of programs that differ in a word only: nothing is built again. Signed
// programs would notice.

/** Each text must be there exactly once; what takes its place is as long or shorter and filled with spaces. */
export function reworded(program: Buffer, words: Readonly<Record<string, string>>): Buffer {
  const changed = Buffer.from(program);
  for (const [old, text] of Object.entries(words)) {
    const at = changed.indexOf(old);
    if (at < 0 || changed.indexOf(old, at + 1) >= 0) throw new Error(`${old} is not exactly once in the program`);
    const filled = text.padEnd(old.length);
    if (filled.length !== old.length) throw new Error(`${text} is longer than ${old}`);
    changed.write(filled, at, 'latin1');
  }
  return changed;
}
