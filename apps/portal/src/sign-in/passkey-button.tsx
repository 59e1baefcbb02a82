// Signing in with a passkey: by the browser's own suggestions at the address, and by a button. Not there where browsers
// make none.
import { Button } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { errorCodeOf } from '../api/errors.ts';
import { browserSuggestsPasskeys, canUsePasskeys, passkeysApi } from '../api/passkeys.ts';
import { serverQuery } from '../api/queries.ts';
import { FormError } from '../form/form-error.tsx';

/** Before the server's challenge runs out, the browser gets another one. */
const renewMs = 8 * 60_000;

interface PasskeyButtonProps {
  /** The browser suggests passkeys in the field with `autocomplete="username webauthn"`. */
  suggest?: boolean;
  /** Why, in place of "or". */
  hint?: string;
  onSignedIn: () => void;
}

export function usePasskeyOffered(): boolean {
  const { data: server } = useQuery(serverQuery);
  return canUsePasskeys(server);
}

export function PasskeyButton(props: PasskeyButtonProps) {
  return usePasskeyOffered() ? <Asking {...props} /> : null;
}

function Asking({ suggest = false, hint, onSignedIn }: PasskeyButtonProps) {
  const { t } = useTranslation();
  /** Of two questions at a time the browser answers neither. */
  const asking = useRef<AbortController | null>(null);
  const signIn = useMutation({
    mutationFn: async (kind: 'suggested' | 'pressed') => {
      asking.current?.abort();
      const mine = new AbortController();
      asking.current = mine;
      await passkeysApi.signIn({ suggest: kind === 'suggested', signal: mine.signal });
    },
    onSuccess: onSignedIn,
  });
  const { mutate } = signIn;

  useEffect(() => {
    if (!suggest) return undefined;
    let isGone = false;
    const offer = async () => {
      if ((await browserSuggestsPasskeys()) && !isGone) mutate('suggested');
    };
    void offer();
    const timer = setInterval(() => {
      if (asking.current?.signal.aborted === false) void offer();
    }, renewMs);
    return () => {
      isGone = true;
      clearInterval(timer);
      asking.current?.abort();
    };
  }, [suggest, mutate]);

  const isPressed = signIn.variables === 'pressed';
  return (
    <>
      {hint === undefined ? (
        <p className="gate-or" aria-hidden="true">
          {t('passkeys.or')}
        </p>
      ) : (
        <p className="gate-below">{hint}</p>
      )}
      <Button
        variant="default"
        size="md"
        fullWidth
        leftSection={<IconKey size={19} stroke={1.7} aria-hidden="true" />}
        loading={isPressed && (signIn.isPending || signIn.isSuccess)}
        onClick={() => mutate('pressed')}
      >
        {t('passkeys.signIn')}
      </Button>
      <FormError error={isPressed || isRefused(signIn.error) ? signIn.error : null} />
    </>
  );
}

/** A suggestion that nobody picked is no news; one that the server refused is. */
function isRefused(error: unknown): boolean {
  return errorCodeOf(error) === 'passkey_refused';
}
