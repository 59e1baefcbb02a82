// The tokens there are, what is left of each, and revoking, which is asked twice where it matters.
import { Button } from '@mantine/core';
import type { EnrolmentTokenView } from '@nearhand/protocol';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { enrolmentApi, enrolmentTokensQuery } from '../../api/enrolment.ts';
import { FormError } from '../../form/form-error.tsx';
import { useFormat, useNow } from '../../i18n/format.ts';
import { Loading } from '../../shell/loading.tsx';
import { FailureNote } from '../../shell/notes.tsx';

export function TokenList() {
  const { t } = useTranslation();
  const list = useQuery(enrolmentTokensQuery);
  const [news, setNews] = useState('');
  if (list.isError && list.data === undefined) {
    return <FailureNote error={list.error} onRetry={() => void list.refetch()} />;
  }
  if (list.data === undefined) return <Loading />;
  const { tokens } = list.data;
  return (
    <section className="adding-tokens" aria-labelledby="adding-tokens">
      <h3 id="adding-tokens">{t('adding.tokens')}</h3>
      <output className="nh-small nh-muted">{news}</output>
      {tokens.length === 0 ? (
        <p className="nh-small nh-muted">{t('adding.noTokens')}</p>
      ) : (
        <ul>
          {tokens.map((token) => (
            <TokenRow key={token.id} token={token} onNews={setNews} />
          ))}
        </ul>
      )}
    </section>
  );
}

function TokenRow({ token, onNews }: { token: EnrolmentTokenView; onNews: (text: string) => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [isSure, setSure] = useState(false);
  const name = token.name === '' ? t('adding.unnamed') : token.name;
  const revoking = useMutation({
    mutationFn: () => enrolmentApi.revokeToken(token.id),
    onSuccess: () => onNews(t('adding.revoked', { name })),
    onSettled: () => client.invalidateQueries({ queryKey: enrolmentTokensQuery.queryKey }),
  });
  const madeBy = token.madeBy === '' ? t('adding.byCommand') : t('adding.madeBy', { name: token.madeBy });
  return (
    <li className="adding-token">
      <div className="adding-token-text">
        <span className="nh-ellipsis">
          <strong>{name}</strong> <span className="nh-small nh-muted">{madeBy}</span>
        </span>
        <Validity token={token} />
      </div>
      {token.valid ? (
        <Button
          variant={isSure ? 'filled' : 'subtle'}
          color="red"
          aria-label={isSure ? `${t('adding.revokeSure')}: ${name}` : t('adding.revokeNamed', { name })}
          loading={revoking.isPending}
          onBlur={() => setSure(false)}
          onClick={() => (isSure ? revoking.mutate() : setSure(true))}
        >
          {isSure ? t('adding.revokeSure') : t('adding.revoke')}
        </Button>
      ) : (
        <Button
          variant="subtle"
          aria-label={t('adding.removeNamed', { name })}
          loading={revoking.isPending}
          onClick={() => revoking.mutate()}
        >
          {t('adding.remove')}
        </Button>
      )}
      <FormError error={revoking.error} />
    </li>
  );
}

function Validity({ token: { valid, uses, usesLeft, expiresAt } }: { token: EnrolmentTokenView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nowMs = useNow();
  const left = t('adding.left', { left: usesLeft, uses, when: format.dateTime(expiresAt, nowMs) });
  const over =
    usesLeft === 0 ? t('adding.usedUp') : t('adding.expired', { when: format.relativeTime(expiresAt, nowMs) });
  return <span className="nh-small nh-muted">{valid ? left : over}</span>;
}
