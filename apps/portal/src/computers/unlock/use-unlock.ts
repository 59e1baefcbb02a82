// What a computer's settings know and do about unlocking its screen: whether it is on, what may be typed, and saving it.
import { type Computer, credentialsSchema } from '@nearhand/protocol';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { computerUnlockApi, computerUnlockQuery } from '../../api/computer-unlock.ts';
import { storeUnlock } from './store-unlock.ts';

interface TypedUnlock {
  readonly unlockUser: string;
  readonly unlockPassword: string;
}

export function useUnlock({ id, kind }: Computer) {
  const query = useQuery({ ...computerUnlockQuery(id), enabled: kind !== 'demo' });
  const [switched, setSwitched] = useState<boolean | null>(null);
  const unlock = query.data;
  const isStored = unlock !== undefined && unlock.state !== 'none';
  const on = switched ?? isStored;
  const { userName, password } = credentialsSchema.shape;
  return {
    query,
    on,
    setOn: setSwitched,
    fields: {
      unlockUser: userName,
      // What is stored stays unless something else is typed.
      unlockPassword: on && !isStored ? password : z.union([z.literal(''), password]),
    },
    /** False: nothing was to be changed. */
    save: async ({ unlockUser, unlockPassword }: TypedUnlock): Promise<boolean> => {
      if (on && unlockPassword !== '' && unlock !== undefined) {
        await storeUnlock(id, unlock, { userName: unlockUser.trim(), password: unlockPassword });
        return true;
      }
      if (on || !isStored) return false;
      await computerUnlockApi.remove(id);
      return true;
    },
  };
}
