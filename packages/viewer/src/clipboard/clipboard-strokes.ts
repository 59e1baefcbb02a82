// Which key strokes paste, and which copy. Pure.

interface Stroke {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** Ctrl+V (Command on an Apple keyboard), with Shift too as terminals have it, and Shift+Insert. */
export function isPasteStroke(stroke: Stroke, isApple: boolean): boolean {
  const { key, code, altKey, shiftKey, ctrlKey, metaKey } = stroke;
  if (altKey) return false;
  if (key === 'Insert') return shiftKey && !ctrlKey && !metaKey;
  return isCommand({ ctrlKey, metaKey }, isApple) && isLetter({ key, code }, 'v');
}

/** Ctrl+C and Ctrl+X (Command on an Apple keyboard), with Shift too, and Ctrl+Insert. */
export function isCopyStroke(stroke: Stroke, isApple: boolean): boolean {
  if (stroke.altKey || !isCommand(stroke, isApple)) return false;
  if (stroke.key === 'Insert') return true;
  return isLetter(stroke, 'c') || isLetter(stroke, 'x');
}

function isCommand({ ctrlKey, metaKey }: Pick<Stroke, 'ctrlKey' | 'metaKey'>, isApple: boolean): boolean {
  return isApple ? metaKey && !ctrlKey : ctrlKey && !metaKey;
}

/** By its place where the layout has other letters. */
function isLetter({ key, code }: Pick<Stroke, 'key' | 'code'>, letter: string): boolean {
  return /^[a-z]$/i.test(key) ? key.toLowerCase() === letter : code === `Key${letter.toUpperCase()}`;
}
