// How the author of a chat message is called.
import type { TFunction } from 'i18next';
import type { ChatMessage } from './remote-screen.ts';
import { type Target, nameOf } from './target.ts';

export function nameOfAuthor({ by, name }: ChatMessage, target: Target, t: TFunction): string {
  if (by === 'you') return t('connection.chat.you');
  if (by === 'technician') return name;
  return target.kind === 'request' ? nameOf(target, t) : t('connection.chat.localUser');
}
