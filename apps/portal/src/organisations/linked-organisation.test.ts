import { describe, expect, it } from 'vitest';
import { linkInto, linkedPath, withoutOrganisation } from './linked-organisation.ts';

const origin = 'https://help.example.org';
const id = '0198c0de-0000-7000-8000-000000000001';

describe('links into an organisation', () => {
  it('ORG8: the name goes from the address, and nothing else', () => {
    const hrefs = [`/support/1?organisation=${id}`, `/support?state=all&organisation=${id}&text=a+b#x`, '/profile'];
    expect(hrefs.map((href) => withoutOrganisation(href, origin))).toEqual([
      '/support/1',
      '/support?state=all&text=a+b#x',
      '/profile',
    ]);
  });

  it('ORG8: what is made is taken, and nothing of another site', () => {
    for (const path of [linkInto('/support/1', id), linkInto('/profile', null)]) expect(path).toMatch(linkedPath);
    for (const bad of ['https://evil.example', '/x?organisation=1&y=2', '/x?return=/y', '/\\\\evil.example', '/x#y']) {
      expect(bad).not.toMatch(linkedPath);
    }
  });
});
