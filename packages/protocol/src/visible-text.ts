// Whether a text shows anything at all. Unicode has many characters that are neither spaces nor control characters and
// still leave no mark; a name made of them alone hides who somebody is.

/** A letter, digit, sign or picture; spaces, marks without a letter and characters that are never drawn do not count. */
const visible = /[^\p{Z}\p{Cc}\p{Cf}\p{Cs}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u;

export function isVisible(text: string): boolean {
  return visible.test(text);
}
