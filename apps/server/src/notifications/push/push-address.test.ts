import { describe, expect, it } from 'vitest';
import { isPublicAddress, isPushEndpoint } from './push-address.ts';

describe('where pushes may go', () => {
  it('NOT10: no address of a private network, however it is written (attack 18)', () => {
    const inside = [
      '127.0.0.1',
      '10.1.2.3',
      '172.31.255.255',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
      '0.0.0.0',
      '224.0.0.1',
      '255.255.255.255',
      '::1',
      '::',
      'fe80::1',
      'fd00::1',
      '::ffff:10.0.0.1',
      '::ffff:7f00:1',
      '64:ff9b::a00:1',
      '2002:a00:1::',
      '2001:db8::1',
      'ff02::1',
      'not an address',
      '',
    ];
    expect(inside.filter(isPublicAddress)).toEqual([]);
    const outside = ['1.1.1.1', '142.250.1.1', '172.32.0.1', '2606:4700::1111', '2a00:1450::1'];
    expect(outside.filter((address) => !isPublicAddress(address))).toEqual([]);
  });

  it('NOT10: https only, without a login, and no name that can only be inside (attack 18)', () => {
    const refused = [
      'http://push.example.org/x',
      'https://user:pass@push.example.org/',
      'https://localhost/x',
      'https://127.1/x',
      'https://0x7f000001/',
      'https://2130706433/',
      'https://[::1]/',
      'https://[::ffff:a00:1]/',
      'https://printer/',
      'https://nas.local/',
      'https://db.internal/',
      'https://a.localhost/',
      'file:///etc/passwd',
      'nonsense',
      '',
    ];
    expect(refused.filter((endpoint) => isPushEndpoint(endpoint, false))).toEqual([]);
    expect(isPushEndpoint('https://fcm.googleapis.com/fcm/send/abc', false)).toBe(true);
    expect(['https://127.0.0.1:4/x', 'http://127.0.0.1:4/x'].map((endpoint) => isPushEndpoint(endpoint, true))).toEqual(
      [true, false],
    );
  });
});
