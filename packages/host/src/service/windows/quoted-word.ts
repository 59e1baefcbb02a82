// One word of a command line as Windows programs take it apart again (CommandLineToArgvW).

export function quotedWord(word: string): string {
  if (word !== '' && !/[\s"]/.test(word)) return word;
  // Backslashes count only before a quotation mark: there each stands twice.
  return `"${word.replaceAll(/(\\*)"/g, String.raw`$1$1\"`).replace(/(\\+)$/, '$1$1')}"`;
}
