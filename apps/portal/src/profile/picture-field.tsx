// The member's picture in the profile: chosen, changed, removed.
import { Button, FileButton } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/api.ts';
import { queryKeys } from '../api/queries.ts';
import { FormError } from '../form/form-error.tsx';
import { Avatar } from '../member/avatar.tsx';
import { useMe } from '../member/member.ts';
import { CropWindow } from './crop-window.tsx';

export function PictureField() {
  const { t } = useTranslation();
  const { member, profile } = useMe();
  const queryClient = useQueryClient();
  const chooser = useRef<HTMLButtonElement>(null);
  const [picture, setPicture] = useState<ImageBitmap | null>(null);
  const [said, setSaid] = useState<'pictureSaved' | 'pictureRemoved' | null>(null);
  const reading = useMutation({
    mutationFn: (file: File) => createImageBitmap(file),
    onMutate: () => setSaid(null),
    onSuccess: setPicture,
  });
  useEffect(() => () => picture?.close(), [picture]);
  const readMe = () => queryClient.invalidateQueries({ queryKey: queryKeys.me });
  const removing = useMutation({
    mutationFn: api.removePicture,
    onMutate: () => setSaid(null),
    onSuccess: async () => {
      await readMe();
      setSaid('pictureRemoved');
      // The button that was pressed is gone.
      chooser.current?.focus();
    },
  });
  const onSaved = () => {
    setPicture(null);
    setSaid('pictureSaved');
    void readMe();
  };

  return (
    <section className="picture-field" aria-labelledby="picture">
      <Avatar name={member.name} picture={profile.picture} sizePx={76} />
      <div className="picture-text">
        <p id="picture" className="picture-label">
          {t('profile.picture')}
        </p>
        <p className="nh-muted nh-small">{t('profile.pictureHint')}</p>
        <div className="picture-buttons">
          <FileButton accept="image/*" onChange={(file) => (file === null ? undefined : reading.mutate(file))}>
            {(props) => (
              <Button {...props} ref={chooser} variant="default" loading={reading.isPending}>
                {t(profile.picture === null ? 'profile.pictureChoose' : 'profile.pictureChange')}
              </Button>
            )}
          </FileButton>
          {profile.picture === null ? null : (
            <Button variant="subtle" loading={removing.isPending} onClick={() => removing.mutate()}>
              {t('profile.pictureRemove')}
            </Button>
          )}
        </div>
        <output className="nh-hidden">{said === null ? '' : t(`profile.${said}`)}</output>
        {reading.isError ? (
          <p role="alert" className="picture-wrong">
            {t('profile.pictureUnreadable')}
          </p>
        ) : null}
        <FormError error={removing.error} />
      </div>
      <CropWindow picture={picture} onClose={() => setPicture(null)} onSaved={onSaved} />
    </section>
  );
}
