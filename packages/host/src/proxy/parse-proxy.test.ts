import { describe, expect, it } from 'vitest';
import { parseGnomeProxy, parseMacProxy, parseWindowsProxy } from './parse-proxy.ts';

const gnome = `org.gnome.system.proxy autoconfig-url ''
org.gnome.system.proxy ignore-hosts ['localhost', '127.0.0.0/8', '*.corp.example']
org.gnome.system.proxy mode 'manual'
org.gnome.system.proxy.ftp host ''
org.gnome.system.proxy.http host 'plain.example'
org.gnome.system.proxy.http port 8080
org.gnome.system.proxy.https host 'proxy.example'
org.gnome.system.proxy.https port 3128
`;

const windows = [
  '',
  String.raw`HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Internet Settings`,
  '    ProxyEnable    REG_DWORD    0x1',
  '    ProxyServer    REG_SZ    http=a.example:80;https=proxy.example:3128',
  '    ProxyOverride    REG_SZ    *.corp.example;<local>',
].join('\r\n');

const mac = `<dictionary> {
  ExceptionsList : <array> {
    0 : *.local
    1 : 169.254/16
  }
  HTTPSEnable : 1
  HTTPSPort : 3128
  HTTPSProxy : proxy.example
}
`;

describe("the system's proxy", () => {
  it('AGT80: is read as GNOME, Windows and macOS tell it', () => {
    const url = 'http://proxy.example:3128';
    expect([parseGnomeProxy(gnome), parseWindowsProxy(windows), parseMacProxy(mac)]).toEqual([
      { url, bypass: 'localhost,127.0.0.0/8,*.corp.example' },
      { url, bypass: '*.corp.example' },
      { url, bypass: '*.local,169.254/16' },
    ]);
    const forAll = windows.replace('http=a.example:80;https=proxy.example:3128', 'proxy.example:3128');
    expect(parseWindowsProxy(forAll)?.url).toBe(url);
  });

  it('AGT80: is none where none is switched on, or it makes no sense', () => {
    const wrong = [
      parseGnomeProxy(gnome.replace("'manual'", "'auto'")),
      parseGnomeProxy(gnome.replace("'proxy.example'", "''")),
      parseGnomeProxy(''),
      parseWindowsProxy(windows.replace('0x1', '0x0')),
      parseWindowsProxy(windows.replace('https=proxy.example:3128', 'socks=proxy.example:1080')),
      parseMacProxy(mac.replace('HTTPSEnable : 1', 'HTTPSEnable : 0')),
      parseMacProxy(mac.replace('HTTPSPort : 3128', 'HTTPSPort : 0')),
    ];
    expect(wrong).toEqual(wrong.map(() => null));
  });
});
