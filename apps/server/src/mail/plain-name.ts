// Names that strangers chose, in mails to people who never heard of them. Mail programs make links of whatever looks like
// an address; an organisation called "Verify at evil.example" shall not get one.

/** Takes no room, breaks no line, and no address goes on behind it. */
const wordJoiner = '\u2060';

export function plainName(name: string): string {
  return name.replace(/(?<=\S)[.:@](?=\S)/gu, (sign) => `${wordJoiner}${sign}${wordJoiner}`);
}
