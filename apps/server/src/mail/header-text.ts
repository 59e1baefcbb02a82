// Text from outside on its way into a mail's header. The mail library encodes headers too; this does not rely on it.

const maxLength = 200;

/** One line without control or direction characters; a break between words becomes a space. */
export function headerText(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
    .slice(0, maxLength)
    .toWellFormed();
}
