// Whether new content fits into the widgets of the old: then texts and states are changed in place and the keyboard stays
// where it is. Pure.

import type { WindowContent, WindowElement, WindowTab } from './content.ts';

/** Equal for elements that differ in nothing but their texts and states. */
export function elementShape(element: WindowElement): string {
  switch (element.kind) {
    case 'text':
      return `text ${element.tone}`;
    case 'person':
      return `person ${element.live} ${element.picture === undefined}`;
    case 'words':
      return `words ${element.words.length}`;
    case 'check':
      return `check ${element.id} ${element.detail === ''}`;
    case 'field':
      return `field ${element.id} ${element.hint === ''}`;
    case 'choice':
      return `choice ${element.id} ${JSON.stringify(element.options)}`;
    case 'buttons':
      return `buttons ${element.buttons.map(({ id, role }) => `${id} ${role}`).join()}`;
    default:
      return element.kind;
  }
}

export function tabShape({ id, elements }: WindowTab): string {
  return [id, ...elements.map(elementShape)].join('\n');
}

/**
 * Whether the keyboard may begin in the tab and not in the row of tabs. One that suggests no way on holds what ends, refuses
 * or takes back: whoever pressed a key once too often shall not do that.
 */
export function mayBeginInside({ elements }: WindowTab, tabs: readonly WindowTab[]): boolean {
  const suggests = (element: WindowElement): boolean =>
    element.kind === 'field' || (element.kind === 'buttons' && element.buttons.some(({ role }) => role === 'primary'));
  return tabs.length === 1 || elements.some(suggests);
}

/** All that can be pressed or chosen with an access key, in order. */
export function labelsOf(content: WindowContent): readonly string[] {
  return content.tabs.flatMap(({ elements }) => elements.flatMap(labels));
}

function labels(element: WindowElement): readonly string[] {
  switch (element.kind) {
    case 'check':
    case 'field':
    case 'choice':
      return [element.label];
    case 'buttons':
      return element.buttons.map(({ label }) => label);
    default:
      return [];
  }
}
