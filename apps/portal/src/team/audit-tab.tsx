// The audit log: filters that take effect at once and live in the address, the entries, and the way to a file.
import { Button, NativeSelect } from '@mantine/core';
import { type AuditFilter, auditFilterSchema, auditKinds, auditKindSchema } from '@nearhand/protocol';
import { IconDownload } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { auditQuery } from '../api/api.ts';
import { SearchField } from '../shell/search-field.tsx';
import { ActorField } from './actor-field.tsx';
import { AuditList } from './audit-list.tsx';

const route = getRouteApi('/member/shell/team/audit');
const periods = [7, 30, 90];
const dayMs = 86_400_000;

type Search = ReturnType<typeof route.useSearch>;

/** The period begins at a whole minute: the same question for a while. */
function filterOf({ kind, actor, days, text }: Search): AuditFilter {
  const minuteMs = 60_000;
  const fromMs = days === undefined ? null : Math.floor((Date.now() - days * dayMs) / minuteMs) * minuteMs;
  return {
    kind,
    actor: auditFilterSchema.shape.actor.catch(undefined).parse(actor),
    from: fromMs === null ? undefined : new Date(fromMs).toISOString(),
    text,
  };
}

export function AuditTab() {
  const { t } = useTranslation();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const filter = useMemo(() => filterOf(search), [search]);
  const set = (change: Search) => void navigate({ to: '/team/audit', search: { ...search, ...change }, replace: true });
  const clear = () => void navigate({ to: '/team/audit', search: {}, replace: true });
  return (
    <>
      <div className="team-filters">
        <div className="log-selects">
          <NativeSelect
            size="sm"
            aria-label={t('team.log.kind')}
            data={[
              { value: '', label: t('team.log.anyKind') },
              ...auditKinds.map((kind) => ({ value: kind, label: t(`team.log.kinds.${kind}`) })),
            ]}
            value={search.kind ?? ''}
            onChange={(event) =>
              set({ kind: auditKindSchema.optional().catch(undefined).parse(event.currentTarget.value) })
            }
          />
          <ActorField value={filter.actor} onChange={(actor) => set({ actor })} />
          <NativeSelect
            size="sm"
            aria-label={t('team.log.period')}
            data={[
              { value: '', label: t('team.log.anyTime') },
              { value: '1', label: t('team.log.today') },
              ...periods.map((count) => ({ value: String(count), label: t('team.log.days', { count }) })),
            ]}
            value={search.days === undefined ? '' : String(search.days)}
            onChange={(event) => set({ days: Number(event.currentTarget.value) || undefined })}
          />
        </div>
        <SearchField
          label={t('team.log.search')}
          text={search.text ?? ''}
          onText={(text) => set({ text: text === '' ? undefined : text })}
        />
        <Button
          component="a"
          href={`/api/audit.csv?${auditQuery(filter)}`}
          download
          size="sm"
          variant="default"
          leftSection={<IconDownload size={17} stroke={1.7} aria-hidden="true" />}
        >
          {t('team.log.download')}
        </Button>
      </div>
      <AuditList filter={filter} onClear={clear} />
    </>
  );
}
