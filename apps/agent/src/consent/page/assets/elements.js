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

/** The fixed places of the page. */
export function elements() {
  const find = (/** @type {string} */ id) => {
    const element = document.getElementById(id);
    if (!element) throw new Error(`The page has no ${id}`);
    return element;
  };
  return { main: find('main'), notice: find('notice'), languages: find('languages') };
}
