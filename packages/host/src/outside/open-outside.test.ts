import { describe, expect, it } from 'vitest';
import { openCommand } from './open-outside.ts';

const page = { kind: 'page', url: 'https://help.example.com/add#ABCD-EFGH' } as const;
const file = { kind: 'file', path: '/data/agent.log' } as const;

describe('opening things outside', () => {
  it('HST76: each system opens pages and files by its own means, through no shell', () => {
    expect(['linux', 'darwin', 'win32'].map((platform) => openCommand(page, platform))).toEqual([
      { file: 'xdg-open', words: [page.url] },
      { file: '/usr/bin/open', words: [page.url] },
      { file: 'C:\\Windows\\System32\\rundll32.exe', words: ['url.dll,FileProtocolHandler', page.url] },
    ]);
    expect(['linux', 'darwin', 'win32'].map((platform) => openCommand(file, platform, 'D:\\W')?.words)).toEqual([
      [file.path],
      ['-t', file.path],
      [file.path],
    ]);
  });

  it('HST76: what is no address of the web is not opened', () => {
    const urls = ['file:///etc/passwd', 'C:\\evil.exe', '--help', 'javascript:alert(1)', 'ms-settings:', ''];
    expect(urls.map((url) => openCommand({ kind: 'page', url }, 'win32'))).toEqual(urls.map(() => null));
    expect(openCommand({ kind: 'page', url: 'http://127.0.0.1:1/a"&calc' }, 'win32')?.words[1]).not.toContain('"');
  });
});
