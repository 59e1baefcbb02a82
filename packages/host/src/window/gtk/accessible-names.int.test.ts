// What screen readers are told, asked of GTK itself in this process.

import koffi from 'koffi';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { contentWith } from '../../contract/window-contract.ts';
import { displayTurn } from '../../native/display-turn.ts';
import { loadLibrary, type Pointer } from '../../native/library.ts';
import { startXvfb, type Xvfb } from '../../testing/index.ts';
import { GtkSignals } from './gtk-signals.ts';
import { GtkTab } from './gtk-tab.ts';
import { initialiseGtk } from './initialise-gtk.ts';

let xvfb: Xvfb;
beforeAll(async () => {
  xvfb = await startXvfb();
});
afterAll(() => xvfb.dispose());

const atk = loadLibrary('libatk-1.0.so.0') ?? koffi.load('libatk-1.0.so.0');
const countOf = atk.func('int atk_object_get_n_accessible_children(void *o)') as (o: Pointer) => number;
const childOf = atk.func('void *atk_object_ref_accessible_child(void *o, int i)') as (o: Pointer, i: number) => Pointer;
const nameOf = atk.func('const char *atk_object_get_name(void *o)') as (o: Pointer) => string | null;
const descriptionOf = atk.func('const char *atk_object_get_description(void *o)') as (o: Pointer) => string | null;
const roleOf = atk.func('int atk_object_get_role(void *o)') as (o: Pointer) => number;
const roleName = atk.func('const char *atk_role_get_name(int role)') as (role: number) => string;

function told(object: Pointer): string[] {
  const own = [roleName(roleOf(object)), nameOf(object) ?? '', descriptionOf(object) ?? ''].join('|');
  return [own, ...Array.from({ length: countOf(object) }, (_, index) => told(childOf(object, index))).flat()];
}

it('HST68: screen readers are told names, descriptions and roles', () => {
  const { toolkit } = initialiseGtk({ displayName: xvfb.displayName, displayTurn });
  const { tabs } = contentWith([
    { kind: 'heading', text: 'May <she>?' },
    { kind: 'person', name: 'Ana Díaz', detail: 'Acme', live: true },
    { kind: 'check', id: 'view', label: 'See_it', detail: 'all of it', checked: true, enabled: true },
    {
      kind: 'field',
      id: 'code',
      label: 'Your code',
      hint: 'Nine digits',
      text: '',
      revision: 0,
      size: 'normal',
      maxLength: 9,
      enabled: true,
    },
    { kind: 'text', text: 'Wrong', tone: 'problem' },
    { kind: 'buttons', buttons: [{ id: 'allow', label: 'Allow', role: 'primary', enabled: true }] },
  ]);
  const signals = new GtkSignals(toolkit);
  const options = { toolkit, signals, emit() {}, accessLabel: (label: string) => label.replaceAll('_', '__') };
  const tab = new GtkTab(options, tabs[0] ?? { id: '', label: '', elements: [], defaultButton: null });
  const all = told(toolkit.gtk.accessible(tab.widget));
  expect(all).toEqual(expect.arrayContaining(['heading|May <she>?|', 'check box|See_it|all of it']));
  expect(all).toEqual(expect.arrayContaining(['text||Nine digits', 'label|Your code|', 'push button|Allow|']));
  expect(all.filter((one) => one.includes('AD'))).toEqual([]);
  expect(all.join()).toMatch(/alert\|Wrong\|/);
  tab.dispose();
});
