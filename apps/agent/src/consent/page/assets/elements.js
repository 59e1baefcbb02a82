// Small pieces for building the page. Text is only ever set as text, so nothing from outside becomes markup.

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string | boolean>} [attributes] true sets an empty attribute, false leaves it out
 * @param {...(Node | string | null)} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function tag(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== false) element.setAttribute(key, value === true ? '' : value);
  }
  for (const child of children) if (child !== null) element.append(child);
  return element;
}

/** @param {string} text @param {Record<string, string>} [values] */
export function fill(text, values = {}) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(values, name) ? (values[name] ?? '') : whole));
}

/**
 * Draws a place anew. What had the focus has it again, or the heading where that is gone: ids tell what is the same.
 * @param {HTMLElement} place @param {Node[]} parts
 */
export function redraw(place, parts) {
  const focused = place.contains(document.activeElement) ? document.activeElement : null;
  const caret = focused instanceof HTMLInputElement ? focused.selectionStart : null;
  place.replaceChildren(...parts);
  if (focused === null) return;
  const again = focused.id === '' ? null : document.getElementById(focused.id);
  (again ?? place.querySelector('h1'))?.focus({ preventScroll: true });
  if (again instanceof HTMLInputElement && caret !== null) again.setSelectionRange(caret, caret);
}

/**
 * Has screen readers say what is marked with `data-live` in a place. Only regions that stay are read out for sure, not
 * those that are drawn anew with their words.
 * @param {HTMLElement} place @param {Record<string, HTMLElement>} regions by what they are marked with
 */
export function readOut(place, regions) {
  for (const [kind, region] of Object.entries(regions)) {
    const words = [...place.querySelectorAll(`[data-live="${kind}"]`)].map((one) => one.textContent).join(' ');
    if (region.textContent !== words) region.textContent = words;
  }
}

/** The fixed places of the page. */
export function elements() {
  const find = (/** @type {string} */ id) => {
    const element = document.getElementById(id);
    if (!element) throw new Error(`The page has no ${id}`);
    return element;
  };
  const regions = { status: find('status'), alert: find('alert') };
  return { main: find('main'), notice: find('notice'), languages: find('languages'), regions };
}
