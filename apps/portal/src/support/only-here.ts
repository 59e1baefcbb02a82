// Whether a link leads to the computer it is opened on, so that sending it to somebody else is of no use. Pure.

export function isOnlyHere(link: string): boolean {
  const host = URL.parse(link)?.hostname ?? '';
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
