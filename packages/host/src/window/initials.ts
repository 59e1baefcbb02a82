// The one or two letters that stand for somebody without a picture. Pure.

export function initialsOf(name: string): string {
  const letters = name
    .split(/\s+/u)
    .map((part) => [...part][0] ?? '')
    .filter((letter) => letter !== '');
  const [first = '?'] = letters;
  return (letters.length > 1 ? first + (letters.at(-1) ?? '') : first).toUpperCase();
}
