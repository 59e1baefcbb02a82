// What each of the three layers says, in words, with the way to where it can be changed.
import { type Action, type Explanation, type Finding, type Reason } from '@nearhand/protocol';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { useRoleName } from '../member/role-name.ts';
import { useRightsWords } from './rights-words.ts';

type Place = 'computers' | 'members' | 'roles' | 'groups' | 'queues' | 'request';

const placesOf: Readonly<Partial<Record<Reason, readonly Place[]>>> = {
  'reach.assignee': ['request'],
  'reach.all': ['roles'],
  'reach.group': ['groups'],
  'reach.private': ['request', 'roles'],
  'reach.queue': ['groups', 'queues'],
  'reach.noGroup': ['groups'],
  'reach.receiver': ['computers'],
  'reach.receiverTwoFactor': ['computers'],
  'reach.shareOver': ['computers'],
  'rights.notShared': ['computers'],
  'rights.held': ['roles'],
  'rights.missing': ['members', 'roles', 'groups'],
  'policy.allowed': ['computers'],
  'policy.demo': ['computers'],
  'policy.asks': ['computers'],
  'policy.notAllowed': ['computers'],
  'policy.disabled': ['computers'],
  'policy.granted': ['request'],
  'policy.ended': ['request'],
  'policy.scheduled': ['request'],
  'policy.unanswered': ['request'],
  'policy.notAsked': ['request'],
  'policy.notGranted': ['request'],
};

export function Findings({ action, explanation }: { action: Action; explanation: Explanation }) {
  const { t } = useTranslation();
  const { allowed, who, findings } = explanation;
  return (
    <section aria-live="polite">
      <h2 className="explain-answer" data-allowed={allowed}>
        {allowed ? (
          <IconCircleCheck size={26} stroke={1.8} aria-hidden="true" />
        ) : (
          <IconCircleX size={26} stroke={1.8} aria-hidden="true" />
        )}
        <bdi>
          {t(allowed ? 'rights.explain.yes' : 'rights.explain.no', {
            member: nameOf(who),
            action: t(`rights.actions.${action}`),
          })}
        </bdi>
      </h2>
      <div className="findings">
        {findings.map((finding) => (
          <FindingRow key={finding.layer} finding={finding} explanation={explanation} />
        ))}
      </div>
    </section>
  );
}

function FindingRow({ finding, explanation }: { finding: Finding; explanation: Explanation }) {
  const { t } = useTranslation();
  const { layer, allowed, reason } = finding;
  const words = useReasonWords(explanation);
  const Mark = allowed ? IconCircleCheck : IconCircleX;
  return (
    <article className="finding" data-allowed={allowed}>
      <Mark className="finding-mark" size={22} stroke={1.8} aria-hidden="true" />
      <div>
        <h3>
          {t(`rights.layers.${layer}`)}
          <span className="nh-hidden">{`: ${t(allowed ? 'rights.allowed' : 'rights.refused')}`}</span>
        </h3>
        <p className="nh-muted">
          <bdi>{words(finding)}</bdi>
        </p>
      </div>
      <div className="finding-links">
        {(placesOf[reason] ?? []).map((place) => (
          <PlaceLink key={place} place={place} explanation={explanation} />
        ))}
      </div>
    </article>
  );
}

function nameOf(who: Explanation['who']): string {
  return who.kind === 'member' ? who.name : who.email;
}

function useReasonWords({ who, queue }: Explanation): (finding: Finding) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const roleName = useRoleName();
  const rightsWords = useRightsWords();
  return ({ reason, groups, rights }) => {
    const words = {
      member: nameOf(who),
      queue: queue?.name ?? '',
      role: who.kind === 'member' ? roleName(who.role.id, who.role.name) : '',
      groups: format.listOf(groups.map(({ name }) => name)),
      rights: rightsWords(rights),
    };
    const isByGroup = reason === 'rights.held' && groups.length > 0;
    return t(isByGroup ? 'rights.reasons.rights.heldByGroup' : `rights.reasons.${reason}`, words);
  };
}

function PlaceLink({ place, explanation }: { place: Place; explanation: Explanation }) {
  const { t } = useTranslation();
  const label = t(`rights.explain.change.${place}`);
  if (place === 'request') {
    return (
      <Link to="/support/$requestId" params={{ requestId: explanation.target.id }} search={{ state: 'all' }}>
        {label}
      </Link>
    );
  }
  if (place === 'computers') return <Link to="/computers">{label}</Link>;
  if (place === 'members') {
    return (
      <Link to="/team" search={{ text: nameOf(explanation.who).slice(0, 100) }}>
        {label}
      </Link>
    );
  }
  return <Link to={`/team/${place}`}>{label}</Link>;
}
