// Names that strangers chose, in mails to people who never heard of them. Mail programs make links of whatever looks like
// an address; an organisation called "Verify at evil.example" shall not get one.

/** Takes no room, breaks no line, and no address goes on behind it. */
const wordJoiner = '\u2060';

/** The wide forms too: names of hosts may be written with them. */
const sign = /(?<=\S)[.:@\u3002\uFF0E\uFF1A\uFF20\uFF61](?=\S)/gu;

export function plainName(name: string): string {
  return name.replace(sign, (found) => `${wordJoiner}${found}${wordJoiner}`);
}
