import { describe, expect, it } from 'vitest';
import { signInAddress } from './leave.ts';
import { safeReturnPath } from './return-path.ts';

const origin = 'https://help.example.com';
const id = '0d4a4f9e-5f2c-4c0e-9a55-9f1f7b8f3c11';

describe('safeReturnPath', () => {
  it.each([
    '/support',
    `/support/${id}`,
    '/support?state=ended&text=a%20b',
    '/computers',
    '/add-computer#WDJB-MJHT',
    '/profile',
    '/team',
    '/team/roles',
    '/team/groups',
    '/team/queues',
    `/team/explain?member=${id}`,
    '/team/audit',
    '/host/outbox',
    '/host/settings',
    `/connect/request/${id}`,
    `/connect/computer/${id}`,
  ])('POR5: goes back to %s', (path) => {
    expect(safeReturnPath(path, origin)).toBe(path);
  });

  it.each([
    undefined,
    '',
    '/',
    'support',
    '//evil.example/support',
    '/\\evil.example/support',
    '\\\\evil.example',
    'https://evil.example/support',
    'https:evil.example/support',
    'javascript:alert(1)',
    '/\t/evil.example/support',
    '/support/../../evil',
    '/api/auth/sign-out',
    '/sign-in?return=/sign-in',
    '/setup',
    '/reset-password#token',
    '/host/../api/me',
    '/j/Vn3xq7Zr0TtL9wYc2KpB5A',
    '/support/a/b',
    '/support@evil.example',
  ])('POR5: goes to the start page instead of %s', (path) => {
    expect(safeReturnPath(path, origin)).toBe('/support');
  });

  it('POR5: accepts the address that leaving for the sign-in page writes', () => {
    const address = new URL(signInAddress('/support?state=all&text=a&b', 'ended'), origin);
    expect(safeReturnPath(address.searchParams.get('return') ?? undefined, origin)).toBe('/support?state=all&text=a&b');
  });
});
