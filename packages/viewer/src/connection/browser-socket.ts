// A browser's WebSocket as the session package's port.

import type { ConnectSocket } from '@nearhand/session';

export const connectBrowserSocket: ConnectSocket = (url, listener) => {
  const socket = new WebSocket(url);
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('open', () => listener.onOpen());
  socket.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer>) => {
    if (typeof data === 'string') listener.onText(data);
    else listener.onBinary(new Uint8Array(data));
  });
  socket.addEventListener('close', ({ code, reason }) => listener.onClose(code, reason));
  return {
    sendText: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    sendBinary: (bytes) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(bytes);
    },
    get bufferedBytes() {
      return socket.bufferedAmount;
    },
    close: () => socket.close(),
  };
};
