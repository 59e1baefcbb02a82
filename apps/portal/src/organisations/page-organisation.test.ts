import { describe, expect, it } from 'vitest';
import { rememberOrganisation, rememberedOrganisation } from './page-organisation.ts';

function memory() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  };
}

describe('the organisation of a page', () => {
  it('ORG4: a connection window stays with its own, other pages follow', () => {
    const tab = memory();
    rememberOrganisation('/connect/request/1', tab, 'first');
    rememberOrganisation('/support', tab, 'second');
    const found = ['/connect/request/1', '/connect/request/2', '/support'].map((path) =>
      rememberedOrganisation(path, tab),
    );
    expect(found).toEqual(['first', null, null]);
  });
});
