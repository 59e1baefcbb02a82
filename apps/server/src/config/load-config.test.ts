import { describe, expect, it } from 'vitest';
import { loadConfig } from './load-config.ts';

const files: Readonly<Record<string, string>> = {
  '/srv/nearhand/metrics': 'from a file 0123456789\n',
  '/run/secrets/db': 'postgres://nearhand:secret@db/nearhand\n',
  '/run/secrets/bad': 'mysql://secret',
};

function load(flags: string, environment: Record<string, string> = {}) {
  const commandLine = flags === '' ? [] : flags.split(' ');
  const readFile = (path: string): string => {
    const text = files[path];
    if (text === undefined) throw new Error('no such file');
    return text;
  };
  return loadConfig({ commandLine, environment, currentFolder: '/srv/nearhand', readFile });
}

function problems(flags: string, environment: Record<string, string> = {}): readonly string[] {
  const outcome = load(flags, environment);
  return outcome.kind === 'wrong' ? outcome.problems : [];
}

describe('the configuration', () => {
  it('SRV1: needs no option at all', () => {
    expect(load('')).toEqual({
      kind: 'run',
      unknown: [],
      config: {
        name: 'Nearhand',
        host: '127.0.0.1',
        port: 8080,
        dataFolder: '/srv/nearhand/data',
        publicUrl: 'http://localhost:8080',
        tls: { mode: 'off', certificateFile: null, keyFile: null },
        trustedProxies: [],
        databaseUrl: null,
        logLevel: 'info',
        metricsToken: null,
        demo: true,
        programs: ['win32-x64', 'linux-x64', 'darwin-arm64', 'darwin-x64', 'linux-arm64'],
        programLevel: 17,
        signing: null,
        requestValidityMs: 24 * 60 * 60 * 1000,
        smtp: null,
        pushToPrivate: false,
        providers: { google: null, facebook: null, oidc: null },
        mailFrom: { name: 'Nearhand', address: 'nearhand@localhost' },
      },
    });
  });

  it('SRV1: takes every option from a flag or a variable, the flag first', () => {
    const environment = {
      NEARHAND_PORT: '9000',
      NEARHAND_HOST: '0.0.0.0',
      NEARHAND_TLS: 'proxy',
      NEARHAND_TRUSTED_PROXIES: '10.0.0.5, 192.168.0.0/16',
      NEARHAND_PUBLIC_URL: 'https://Help.example.org:443/',
      DATABASE_URL: 'postgres://nearhand:secret@db/nearhand',
      NEARHAND_NAME: '',
    };
    const outcome = load('--port 9001 --data /var/data --log-level=debug', environment);
    expect(outcome).toMatchObject({
      kind: 'run',
      config: {
        port: 9001,
        host: '0.0.0.0',
        dataFolder: '/var/data',
        publicUrl: 'https://help.example.org',
        trustedProxies: ['10.0.0.5', '192.168.0.0/16'],
        databaseUrl: 'postgres://nearhand:secret@db/nearhand',
        logLevel: 'debug',
        name: 'Nearhand',
      },
    });
  });

  it('IDP7: takes sign-in providers, their secrets from files too, and all of one or none', () => {
    const google = '--google-client-id g.apps --google-client-secret-file metrics';
    const oidc = { NEARHAND_OIDC_ISSUER: 'https://login.example.org/tenant', NEARHAND_OIDC_CLIENT_ID: 'nearhand' };
    const secret = { NEARHAND_OIDC_CLIENT_SECRET: 'between us', NEARHAND_OIDC_TRUST_ADDRESSES: 'on' };
    expect(load(google, { ...oidc, ...secret })).toMatchObject({
      config: {
        providers: {
          google: { clientId: 'g.apps', clientSecret: 'from a file 0123456789', trustsAddresses: false },
          facebook: null,
          oidc: {
            name: 'login.example.org',
            issuer: 'https://login.example.org/tenant',
            clientId: 'nearhand',
            clientSecret: 'between us',
            trustsAddresses: true,
          },
        },
      },
    });
    expect(problems('--google-client-id g', { ...oidc, NEARHAND_FACEBOOK_TRUST_ADDRESSES: 'on' })).toEqual([
      '--google-client-id needs --google-client-secret or --google-client-secret-file too.',
      '--facebook-trust-addresses needs --facebook-client-id too.',
      '--facebook-trust-addresses needs --facebook-client-secret or --facebook-client-secret-file too.',
      '--oidc-client-id needs --oidc-client-secret or --oidc-client-secret-file too.',
    ]);
    const plain = { ...oidc, ...secret, NEARHAND_OIDC_ISSUER: 'http://login.example.org' };
    expect(problems('', plain)).toEqual([
      'NEARHAND_OIDC_ISSUER "http://login.example.org": give the address of the provider, such as https://login.example.org.',
    ]);
  });

  it('SRV2: lists every wrong value at once', () => {
    const found = problems('--port 99999 --tls perhaps --colour=blue extra --log-level loud --public-url help --name', {
      DATABASE_URL: 'mysql://root:secret@db',
    });
    expect(found.map((problem) => problem.split(' ')[0])).toEqual([
      '--colour',
      '"extra"',
      '--name',
      '--tls',
      '--port',
      '--public-url',
      'DATABASE_URL:',
      '--log-level',
    ]);
    expect(found.join('\n')).not.toContain('secret');
  });

  it('SRV2: names what was wrong by where it came from', () => {
    expect(problems('--demo maybe', { NEARHAND_PORT: 'abc', DATABASE_URL: 'mysql://x', NEARHAND_DEMO: 'no' })).toEqual([
      'NEARHAND_PORT "abc": give a number from 1 to 65535.',
      'DATABASE_URL: give an address such as postgres://user:password@host:5432/name.',
      '--demo "maybe": choose on or off.',
    ]);
  });

  it('SRV2: says what a mistyped name may have been meant to be', () => {
    expect(problems('--prot 80 --trusted-proxy 10.0.0.1 --what')).toEqual([
      '--prot is not an option; is it --port?',
      '"80" is not an option; see --help.',
      '--trusted-proxy is not an option; is it --trusted-proxies?',
      '"10.0.0.1" is not an option; see --help.',
      '--what is not an option; see --help.',
    ]);
    const environment = {
      NEARHAND_PROT: '80',
      NEARHAND_SERVICE_HOST: '10.0.0.1',
      NEARHAND_DEMO_SECRET: 'x',
      PORT: '1',
    };
    expect(load('', environment)).toMatchObject({
      config: { port: 8080 },
      unknown: ['NEARHAND_PROT (is it NEARHAND_PORT?)', 'NEARHAND_SERVICE_HOST'],
    });
  });

  it('SRV1: reads secrets from files too', () => {
    expect(load('--metrics-token-file metrics', { NEARHAND_DATABASE_URL_FILE: '/run/secrets/db' })).toMatchObject({
      config: { metricsToken: 'from a file 0123456789', databaseUrl: 'postgres://nearhand:secret@db/nearhand' },
    });
    const wrong = problems('--database-url-file /run/secrets/bad --metrics-token x --metrics-token-file metrics', {
      NEARHAND_SMTP_URL_FILE: '/nowhere',
    });
    expect(wrong).toEqual([
      '--metrics-token and --metrics-token-file exclude each other.',
      'NEARHAND_SMTP_URL_FILE "/nowhere" cannot be read: no such file.',
      '--database-url-file: give an address such as postgres://user:password@host:5432/name.',
      expect.stringContaining('--metrics-token'),
    ]);
  });

  it('SRV3: serves other computers with encryption only', () => {
    expect(problems('--host 0.0.0.0')).toEqual([expect.stringContaining('without encryption')]);
    expect(problems('--host 192.168.1.4')).toHaveLength(1);
    expect(problems('--public-url http://help.example.org')).toEqual([expect.stringContaining('needs TLS')]);
    expect(problems('--public-url https://help.example.org')).toEqual([expect.stringContaining('--tls proxy')]);
    expect(problems('--host 0.0.0.0 --tls self-made')).toEqual([]);
    expect(problems('--host 0.0.0.0 --tls self-made --public-url http://help.example.org')).toHaveLength(1);
    expect(problems('--host ::1')).toEqual([]);
  });

  it('SRV3: trusts a proxy only by its address', () => {
    expect(problems('--tls proxy')).toHaveLength(2);
    expect(problems('--tls proxy --public-url https://a.example --trusted-proxies proxy.example')).toHaveLength(2);
    expect(problems('--tls proxy --public-url https://a.example --trusted-proxies 10.0.0.0/33')).toHaveLength(2);
    expect(problems('--tls proxy --public-url https://a.example --trusted-proxies 10.0.0.1')).toEqual([]);
    expect(problems('--trusted-proxies 10.0.0.1')).toHaveLength(1);
  });

  it('wants certificate and key together', () => {
    expect(problems('--tls files --tls-cert cert.pem')).toEqual(['--tls files needs both --tls-cert and --tls-key.']);
    expect(load('--tls files --tls-cert cert.pem --tls-key /key.pem --public-url https://a.example')).toMatchObject({
      config: { tls: { mode: 'files', certificateFile: '/srv/nearhand/cert.pem', keyFile: '/key.pem' } },
    });
    expect(problems('--tls-cert cert.pem')).toHaveLength(1);
  });

  it('refuses a public address with more than an origin', () => {
    for (const url of ['http://localhost/path', 'http://user@localhost', 'http://localhost/?a', 'ftp://localhost']) {
      expect(problems(`--public-url ${url}`)).not.toEqual([]);
    }
  });

  it('is frozen', () => {
    const outcome = load('');
    if (outcome.kind !== 'run') throw new Error('expected a configuration');
    expect(Object.isFrozen(outcome.config)).toBe(true);
    expect(Object.isFrozen(outcome.config.tls)).toBe(true);
  });

  it('shows help and version', () => {
    expect(load('--help')).toMatchObject({ kind: 'help', text: expect.stringContaining('--trusted-proxies LIST') });
    expect(load('--version')).toEqual({ kind: 'version' });
  });
});
