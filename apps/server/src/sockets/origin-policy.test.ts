import { describe, expect, it } from 'vitest';
import { isOriginAllowed, type OriginPolicy } from './origin-policy.ts';

const own = 'https://help.example.com';
const isOwn = (origin: string) => origin === own;
const policies: readonly OriginPolicy[] = ['browser', 'program', 'browserOrProgram'];
const foreign = [
  'https://evil.example',
  'null',
  '',
  'https://help.example.com.evil.example',
  'http://help.example.com',
];

describe('origin policy', () => {
  it('HUB1: lets in own pages and bare programs as each route says, never anything else', () => {
    const answers = policies.map((policy) => ({
      policy,
      own: isOriginAllowed(policy, { origin: own, cookie: 'a=b' }, isOwn),
      bare: isOriginAllowed(policy, {}, isOwn),
      cookieOnly: isOriginAllowed(policy, { cookie: 'a=b' }, isOwn),
      foreign: foreign.some((origin) => isOriginAllowed(policy, { origin }, isOwn)),
    }));
    expect(answers).toEqual([
      { policy: 'browser', own: true, bare: false, cookieOnly: false, foreign: false },
      { policy: 'program', own: false, bare: true, cookieOnly: false, foreign: false },
      { policy: 'browserOrProgram', own: true, bare: true, cookieOnly: false, foreign: false },
    ]);
  });
});
