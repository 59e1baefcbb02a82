// The secret of a mailed invitation while its owner signs in: it comes in the location's fragment, which no server sees,
// and is kept by this tab until it is used.
export type TokenStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const key = 'nearhand.memberInvitation';

/** Of the fragment, else the one that was kept; empty where there is neither. */
export function takeToken(fragment: string, store: TokenStore): string {
  const given = fragment.replace(/^#/, '');
  if (given !== '') store.setItem(key, given);
  return given === '' ? (store.getItem(key) ?? '') : given;
}

export function forgetToken(store: TokenStore): void {
  store.removeItem(key);
}
