// Names come from outside: in a terminal, control characters could rewrite the question.

export function cleanForTerminal(text: string, maxLength = 200): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').slice(0, maxLength);
}
