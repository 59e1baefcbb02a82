// What a computer is called here: its own name, except for the demo computer, which has one in every language.
import type { Computer } from '@nearhand/protocol';
import type { TFunction } from 'i18next';

export function computerName({ kind, name }: Pick<Computer, 'kind' | 'name'>, t: TFunction): string {
  return kind === 'demo' ? t('computers.demoName') : name;
}
