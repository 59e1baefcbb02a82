// Where the server's sockets are, seen from this page.

/** `path`: such as `/relay`. */
export function socketUrl(path: string): URL {
  const url = new URL(path, window.location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url;
}
