// French sets a space inside quotation marks and before double punctuation, at which no line may break. Texts are written
// with ordinary spaces; this makes them what they are meant to be.

const unbreakable = '\u00a0';

/** Every text within, also those that functions make; other values stay what they are. */
export function typesetFrench<T>(texts: T): T {
  return typeset(texts) as T;
}

function typeset(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('« ', `«${unbreakable}`).replace(/ (?=[»?!;:])/g, unbreakable);
  if (typeof value === 'function') return (...args: unknown[]) => typeset(Reflect.apply(value, undefined, args));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, typeset(inner)]));
}
