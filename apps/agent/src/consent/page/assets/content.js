// The shapes of a window's content and of what happens in it, for the type checker: those of the native windows.

/**
 * @typedef {{id: string, label: string, role: 'primary' | 'danger' | 'plain', enabled: boolean}} Button
 * @typedef {{kind: 'heading', text: string} | {kind: 'subheading', text: string}
 *   | {kind: 'text', text: string, tone: string}
 *   | {kind: 'person', name: string, detail: string, live: boolean, picture?: string}
 *   | {kind: 'notice', title: string, text: string} | {kind: 'words', words: string[]}
 *   | {kind: 'check', id: string, label: string, detail: string, checked: boolean, enabled: boolean}
 *   | {kind: 'field', id: string, label: string, hint: string, text: string, revision: number, maxLength: number, enabled: boolean}
 *   | {kind: 'choice', id: string, label: string, options: {id: string, label: string}[], chosen: string}
 *   | {kind: 'buttons', buttons: Button[]}
 *   | {kind: 'log', label: string, lines: {who: string, text: string}[]}} Element
 * @typedef {{id: string, label: string, elements: Element[], defaultButton: string | null}} Tab
 * @typedef {{text: string, end: {id: string, label: string}}} Indicator
 * @typedef {{title: string, language: string, tabs: Tab[], indicator: Indicator | null, front: {tab: string, revision: number}}} Content
 * @typedef {{type: 'pressed', id: string} | {type: 'checked', id: string, checked: boolean}
 *   | {type: 'edited', id: string, text: string} | {type: 'chosen', id: string, option: string}
 *   | {type: 'turned', tab: string}} Happening
 */

export {};
