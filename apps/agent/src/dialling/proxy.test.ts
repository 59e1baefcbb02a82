import { describe, expect, it } from 'vitest';
import { describeProxy, findProxy, type Proxy, type ProxyOption, proxyOptionSchema } from './proxy.ts';

const origin = 'https://help.example.com';
const automatic = { kind: 'automatic' } as const;
const fromSystem: Proxy = { url: 'http://system.example:80/', bypass: '*.corp.example' };

function find(option: ProxyOption, environment: Record<string, string>, at = origin): Promise<Proxy | null> {
  return findProxy(at, { option, environment, system: async () => fromSystem });
}

describe('the proxy', () => {
  it('AGT80: is what the command line says, else the environment, else the system', async () => {
    const environment = { HTTPS_PROXY: 'proxy.example:3128', no_proxy: '.corp.example' };
    const address = { kind: 'address', url: 'http://own.example:1/' } as const;
    expect([
      await find(address, environment),
      await find({ kind: 'none' }, environment),
      await find(automatic, environment),
      await find(automatic, { https_proxy: 'https://low.example:1', ...environment }),
      await find(automatic, {}),
    ]).toEqual([
      { url: 'http://own.example:1/', bypass: '' },
      null,
      { url: 'http://proxy.example:3128/', bypass: '.corp.example' },
      { url: 'https://low.example:1/', bypass: '.corp.example' },
      fromSystem,
    ]);
  });

  it('AGT80: never stands between this computer and itself', async () => {
    const environment = { HTTPS_PROXY: 'http://proxy.example:3128' };
    for (const own of ['http://localhost:8080', 'https://127.0.0.1', 'https://[::1]:9']) {
      expect(await find({ kind: 'address', url: 'http://own.example/' }, environment, own)).toBeNull();
    }
  });

  it('AGT80: is refused where it is of a kind that is not spoken', async () => {
    for (const wrong of ['socks5://proxy.example', 'http://', '', 'ftp://x', 'http://a b']) {
      expect([wrong, proxyOptionSchema.safeParse(wrong).success]).toEqual([wrong, false]);
      expect(await find(automatic, { HTTPS_PROXY: wrong || 'socks5://x' })).toBeNull();
    }
  });

  it('AGT4: is described without name and password', () => {
    const words = describeProxy({ url: 'http://ana:geheim@proxy.example:3128/', bypass: '' });
    expect(words).toBe('through http://proxy.example:3128');
    expect(describeProxy(null)).toBe('directly');
  });
});
