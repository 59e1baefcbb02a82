import { describe, expect, it } from 'vitest';
import { pathAfterEntering } from './enter.ts';

describe('pathAfterEntering', () => {
  it('ORG3: stays on the kind of page, and never on a thing of the organisation before', () => {
    const paths = ['/support/0d4a4f9e', '/computers', '/team/audit', '/host/outbox', '/organisations', '/', '/profile'];
    expect(paths.map(pathAfterEntering)).toEqual([
      '/support',
      '/computers',
      '/support',
      '/support',
      '/organisations',
      '/support',
      '/profile',
    ]);
  });
});
