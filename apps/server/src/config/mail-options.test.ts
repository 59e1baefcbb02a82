import { describe, expect, it } from 'vitest';
import { loadConfig } from './load-config.ts';
import { parseMailFrom, parseSmtpUrl } from './mail-options.ts';

describe('the options of mail', () => {
  it.each([
    ['smtp://mail.example.org', { host: 'mail.example.org', port: 587, secure: false, login: null }],
    ['smtps://mail.example.org', { host: 'mail.example.org', port: 465, secure: true, login: null }],
    [
      'smtp://anna%40example.org:p%2Fw@[::1]:2525',
      { host: '::1', port: 2525, secure: false, login: { user: 'anna@example.org', password: 'p/w' } },
    ],
    ['http://mail.example.org', null],
    ['smtp://', null],
    ['smtp://user@mail.example.org', null],
    ['smtp://mail.example.org/path', null],
    ['smtp://mail.example.org?tls=no', null],
    ['smtp://u:%zz@mail.example.org', null],
    ['mail.example.org', null],
  ])('MAI6: reads %s', (text, expected) => {
    expect(parseSmtpUrl(text)).toEqual(expected);
  });

  it.each([
    ['Help@Example.org', { name: '', address: 'help@example.org' }],
    ['Fjord IT <help@example.org>', { name: 'Fjord IT', address: 'help@example.org' }],
    ['"Fjord, IT" <help@example.org>', { name: 'Fjord, IT', address: 'help@example.org' }],
    ['Fjord\r\nBcc: x <help@example.org>', null],
    ['help', null],
    ['a@example.org, b@example.org', null],
  ])('MAI6: reads the sender %j', (text, expected) => {
    expect(parseMailFrom(text)).toEqual(expected);
  });

  it('MAI6: says what is wrong without the password', () => {
    const wrong = (environment: Record<string, string>) => {
      const outcome = loadConfig({ commandLine: [], environment, currentFolder: '/', readFile: () => '' });
      return outcome.kind === 'wrong' ? outcome.problems : [];
    };
    const [problem, ...others] = wrong({
      NEARHAND_SMTP_URL: 'smtp:/u:secret@x',
      NEARHAND_MAIL_FROM: 'help@example.org',
    });
    expect(others).toEqual([]);
    expect(problem).toMatch(/smtp/i);
    expect(problem).not.toContain('secret');
    expect(wrong({ NEARHAND_SMTP_URL: 'smtp://mail.example.org' })).toEqual([expect.stringContaining('--mail-from')]);
  });
});
