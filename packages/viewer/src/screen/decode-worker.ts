// The worker that decodes, so that a large picture never holds up the pointer. Owns the decoded surface; the page gets
// copies of what changed and draws them on its own canvas, which is quicker to the eye than a canvas in the worker.

import { ScreenReceiver, copyRectangle } from '@nearhand/screen';
import type { DrawnRect, WorkerReply, WorkerRequest } from './worker-messages.ts';

const receiver = new ScreenReceiver();

function reply(message: WorkerReply, transfer: Transferable[] = []): void {
  postMessage(message, { transfer });
}

function receive(bytes: WorkerRequest): void {
  const event = receiver.receive(bytes);
  if (event.kind === 'cursor') {
    reply(event);
    return;
  }
  const { surface } = receiver;
  if (event.kind === 'ignored' || !surface) return;
  const rects: DrawnRect[] = event.rects.map(({ x, y, width, height }) => ({
    x,
    y,
    width,
    height,
    rgba: copyRectangle(surface, x, y, width, height),
  }));
  const { widthPx, heightPx } = surface;
  const { acknowledgement } = event;
  const transfer = rects.map((rect) => rect.rgba.buffer);
  reply({ kind: 'picture', widthPx, heightPx, rects, acknowledgement }, transfer);
}

addEventListener('message', ({ data }: MessageEvent<WorkerRequest>) => {
  try {
    receive(data);
  } catch {
    // Whatever it was, a full picture mends it; a sender that goes on sending nonsense is its own loss.
    reply({ kind: 'malformed' });
  }
});
