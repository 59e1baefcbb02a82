// An entry of the audit log in words. Names come from outside and are shown as they are, as text.
import {
  type AuditEntry,
  endingSchema,
  endReasonSchema,
  recordedEventSchema,
  rightSchema,
  roleSchema,
  timelineEventSchema,
  unlockFailureSchema,
} from '@nearhand/protocol';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { useDeviceWords } from '../profile/device-words.ts';

export function useEntryWords() {
  const { t } = useTranslation();
  const deviceWords = useDeviceWords();
  const format = useFormat();

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
    return about.kind === 'enrolmentToken' && about.name === '' ? t('team.log.token') : about.name;
  }

  function note({ event: name, details, target: about }: AuditEntry): string {
    if (name === 'member.roleChanged') {
      return t('team.log.change', { from: roleName(details['from']), to: roleName(details['to']) });
    }
    if (name === 'computer.policyChanged') return policyWords(details, t);
    if (name === 'computer.notUnlocked') return unlockWords(details, t);
    if (['organisation.renamed', 'member.renamed', 'computer.renamed'].includes(name))
      return t('team.log.change', { from: details['from'], to: details['to'] });
    if (/^(role|group|queue)\./.test(name)) return changes(details);
    if (name === 'member.added' || about?.kind === 'memberInvitation') return roleName(details['role']);
    if (name === 'computer.refused') return String(details['name']);
    if (name === 'computer.shared' || name === 'computer.shareChanged' || name === 'computer.shareEnded') {
      const may = String(details['permissions']).includes('control') ? 'sharing.control' : 'sharing.view';
      const until = typeof details['until'] === 'string' ? details['until'] : null;
      const span = until === null ? t('sharing.noEnd') : t('sharing.until', { when: format.fullDateTime(until) });
      return `${details['email']}: ${t(may)} · ${span}`;
    }
    // By a share: whose member came.
    if (name === 'session.opened' && typeof details['organisation'] === 'string') return details['organisation'];
    if (name === 'session.closed') {
      const reason = endReasonSchema.safeParse(details['reason']);
      return reason.success ? t(`team.log.ended.${reason.data}`) : '';
    }
    if (typeof details['browser'] === 'string') return deviceWords(details['browser']);
    return typeof details['note'] === 'string' ? details['note'] : '';
  }

  /** What was given and taken: rights by their names, the rest as it was called then. */
  function changes(details: AuditEntry['details']): string {
    const listed = (end: string) =>
      Object.entries(details)
        .filter(([part]) => part.endsWith(end))
        .map(([part, names]) => (part.startsWith('rights') ? rightNames(String(names)) : String(names)));
    const [given, taken] = [listed('Added'), listed('Removed')];
    return [
      ...(details['from'] === undefined ? [] : [t('team.log.change', { from: details['from'], to: details['to'] })]),
      ...(given.length === 0 ? [] : [t('team.log.given', { names: given.join('; ') })]),
      ...(taken.length === 0 ? [] : [t('team.log.taken', { names: taken.join('; ') })]),
    ].join('\n');
  }

  function rightNames(codes: string): string {
    const names = codes.split(', ').map((code) => {
      const right = rightSchema.safeParse(code);
      return right.success ? t(`rights.names.${right.data}`) : code;
    });
    return names.join(', ');
  }

  function roleName(value: unknown): string {
    const role = roleSchema.safeParse(value);
    if (role.success) return t(`profile.roles.${role.data}`);
    return typeof value === 'string' ? value : '';
  }

  return { event, actor, target, note };
}

type Details = AuditEntry['details'];

function policyWords(details: Details, t: TFunction): string {
  const may = String(details['permissions']).includes('control') ? 'sharing.control' : 'sharing.view';
  const atEnd = endingSchema.exclude(['leave']).safeParse(details['atEnd']);
  return [
    t(may),
    ...(Number(details['askSeconds']) > 0 ? [t('computers.settings.asks')] : []),
    ...(atEnd.success ? [t(`computers.settings.ends.${atEnd.data}`)] : []),
  ].join(' · ');
}

function unlockWords(details: Details, t: TFunction): string {
  const reason = unlockFailureSchema.safeParse(details['reason']);
  return reason.success ? t(`computers.unlock.reasons.${reason.data}`) : '';
}
