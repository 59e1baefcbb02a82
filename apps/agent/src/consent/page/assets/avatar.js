// Somebody's picture, or the letters that stand for it.

import { tag } from './elements.js';

/** @param {string} name @param {string} [picture] */
export function avatar(name, picture) {
  if (picture !== undefined) return drawPicture(picture);
  const letters = name
    .split(/\s+/)
    .filter(Boolean)
    .map((part) => [...part][0] ?? '');
  const initials = letters.length > 1 ? `${letters[0]}${letters.at(-1)}` : (letters[0] ?? '?');
  return tag('span', { class: 'avatar', 'aria-hidden': 'true' }, initials.toUpperCase());
}

/** Bare pixels, three bytes each: nothing is decoded. @param {string} picture as base64 */
function drawPicture(picture) {
  const bytes = atob(picture);
  const size = Math.round(Math.sqrt(bytes.length / 3));
  const canvas = tag('canvas', { class: 'avatar', width: String(size), height: String(size), 'aria-hidden': 'true' });
  const pixels = new ImageData(size, size);
  for (let at = 0; at < size * size; at++) {
    const rgb = [0, 1, 2].map((channel) => bytes.charCodeAt(at * 3 + channel));
    pixels.data.set([...rgb, 255], at * 4);
  }
  canvas.getContext('2d')?.putImageData(pixels, 0, 0);
  return canvas;
}
