// An entry of the audit log in words. Names come from outside and are shown as they are, as text.
import {
  type AuditEntry,
  endReasonSchema,
  recordedEventSchema,
  roleSchema,
  timelineEventSchema,
} from '@nearhand/protocol';
import { useTranslation } from 'react-i18next';
import { useDeviceWords } from '../profile/device-words.ts';

export function useEntryWords() {
  const { t } = useTranslation();
  const deviceWords = useDeviceWords();

  function event({ event: name }: AuditEntry): string {
    const recorded = recordedEventSchema.safeParse(name);
    if (recorded.success) return t(`team.log.events.${recorded.data}`);
    const moved = timelineEventSchema.safeParse(name);
    return moved.success ? t(`support.event.${moved.data}`) : name;
  }

  function actor({ actor: by }: AuditEntry): string {
    if (by.kind === 'member') return by.name;
    if (by.kind === 'customer') return t('support.actor.customer');
    if (by.kind === 'system') return t('support.actor.system');
    return t(`team.log.${by.kind}`);
  }

  /** Nothing where the actor is meant. */
  function target({ target: about, actor: by }: AuditEntry): string {
    if (about === null || (by.kind === 'member' && by.id === about.id)) return '';
    return about.kind === 'enrolmentToken' ? t('team.log.token') : about.name;
  }

  function note({ event: name, details, target: about }: AuditEntry): string {
    if (name === 'member.roleChanged') {
      return t('team.log.change', { from: roleName(details['from']), to: roleName(details['to']) });
    }
    if (name === 'member.renamed') return t('team.log.change', { from: details['from'], to: details['to'] });
    if (name === 'member.added' || about?.kind === 'memberInvitation') return roleName(details['role']);
    if (name === 'session.closed') {
      const reason = endReasonSchema.safeParse(details['reason']);
      return reason.success ? t(`team.log.ended.${reason.data}`) : '';
    }
    if (typeof details['browser'] === 'string') return deviceWords(details['browser']);
    return typeof details['note'] === 'string' ? details['note'] : '';
  }

  function roleName(value: unknown): string {
    const role = roleSchema.safeParse(value);
    return role.success ? t(`profile.roles.${role.data}`) : '';
  }

  return { event, actor, target, note };
}
