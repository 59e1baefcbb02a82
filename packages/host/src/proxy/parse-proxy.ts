// Reads what the systems' commands print about their proxies. Pure.

export interface ProxySettings {
  /** Such as `http://proxy.example:3128`. */
  readonly url: string;
  /** Names that are reached directly, in the manner of NO_PROXY: commas between. */
  readonly bypass: string;
}

/** Output of `gsettings list-recursively org.gnome.system.proxy`. */
export function parseGnomeProxy(text: string): ProxySettings | null {
  const value = (key: string): string => new RegExp(`proxy${key} (.*)$`, 'm').exec(text)?.[1]?.trim() ?? '';
  const unquoted = (key: string): string => value(key).replace(/^'(.*)'$/, '$1');
  if (unquoted(' mode') !== 'manual') return null;
  const bypass = [...value(' ignore-hosts').matchAll(/'([^']*)'/g)].map(([, host = '']) => host);
  return settings(unquoted('\\.https host'), value('\\.https port'), bypass);
}

/** Output of `reg query …\Internet Settings`. */
export function parseWindowsProxy(text: string): ProxySettings | null {
  const value = (name: string): string =>
    new RegExp(`^\\s+${name}\\s+REG_\\w+\\s+(.*)$`, 'm').exec(text)?.[1]?.trim() ?? '';
  if (Number(value('ProxyEnable')) !== 1) return null;
  const server = value('ProxyServer');
  // One for everything, or `http=a:80;https=b:443`.
  const chosen = server.includes('=') ? /(?:^|;)https=([^;]+)/i.exec(server)?.[1] : server;
  const [, host = '', port = ''] = /^(?:https?:\/\/)?(.+?):([0-9]+)\/?$/.exec(chosen ?? '') ?? [];
  return settings(host, port, value('ProxyOverride').split(';'));
}

/** Output of `scutil --proxy`. */
export function parseMacProxy(text: string): ProxySettings | null {
  const value = (name: string): string => new RegExp(`^\\s*${name} : (.*)$`, 'm').exec(text)?.[1]?.trim() ?? '';
  if (value('HTTPSEnable') !== '1') return null;
  const list = /ExceptionsList : <array> \{([^}]*)\}/.exec(text)?.[1] ?? '';
  const bypass = [...list.matchAll(/^\s*[0-9]+ : (.*)$/gm)].map(([, host = '']) => host);
  return settings(value('HTTPSProxy'), value('HTTPSPort'), bypass);
}

function settings(host: string, port: string, bypass: readonly string[]): ProxySettings | null {
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  if (host === '' || !/^[1-9][0-9]*$/.test(port) || !URL.canParse(url)) return null;
  // What stands for "names without a dot" on Windows has no like elsewhere; the rest are names and `*.` patterns.
  const names = bypass.map((name) => name.trim()).filter((name) => name !== '' && !name.startsWith('<'));
  return { url, bypass: names.join(',') };
}
