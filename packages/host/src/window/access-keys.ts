// Which letter of a label works as its access key (with Alt): each label of a window one of its own, as far as there are
// letters. Pure.

const usable = /[\p{L}\p{N}]/u;

/** The place of the letter in each label, in characters of JavaScript; -1 where none is left. Earlier labels choose first. */
export function accessKeys(labels: readonly string[]): readonly number[] {
  const taken = new Set<string>();
  return labels.map((label) => {
    const places = [...label.matchAll(/./gsu)].filter(([letter]) => usable.test(letter));
    // First letters of words are found most easily.
    const firsts = places.filter(({ index }) => index === 0 || !usable.test(label[index - 1] ?? ' '));
    const place = [...firsts, ...places].find(([letter]) => !taken.has(letter.toLowerCase()));
    if (place === undefined) return -1;
    taken.add(place[0].toLowerCase());
    return place.index;
  });
}

/** The label with `mark` before its access key, and each `mark` of the label itself doubled. */
export function marked(label: string, place: number, mark: '_' | '&'): string {
  const plain = (part: string): string => part.replaceAll(mark, mark + mark);
  return place < 0 ? plain(label) : `${plain(label.slice(0, place))}${mark}${plain(label.slice(place))}`;
}
