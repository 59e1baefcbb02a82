// The screen codec. Public surface in short:
//
//   agent:   const sender = new ScreenSender({ source, clock: systemClock, send: (bytes) => channel.send(bytes) });
//            channel.onMessage -> sender.receive(bytes)      (acknowledgements and refresh requests)
//            sender.setCursor(shape | null), refresh(), pause(), resume(), dispose(), onFailed
//   viewer:  const receiver = new ScreenReceiver();
//            const event = receiver.receive(bytes);           (throws AppError screen_malformed: send refreshRequest())
//            event.kind 'picture': draw event.rects of receiver.surface (see copyRectangle), then send
//              event.acknowledgement; event.resized: the canvas takes the surface's new size
//            event.kind 'cursor': event.shape, null = hidden;  event.kind 'ignored'
//
// Everything else here is for tests, measurements and later parts.

export { ScreenSender, type ScreenSenderOptions, type ScreenSource } from './screen-sender.ts';
export { type ScreenEvent, ScreenReceiver, refreshRequest } from './screen-receiver.ts';
export { type Surface, copyRectangle } from './decoder/surface.ts';
export { type DecodedUpdate, ScreenDecoder } from './decoder/screen-decoder.ts';
export { type EncodedUpdate, type PartLimits, ScreenEncoder } from './encoder/screen-encoder.ts';
export { UpdatePacer } from './pacing/update-pacer.ts';
export type { ScreenError } from './wire/malformed.ts';
export { type ScreenFeedback, decodeFeedback, encodeFeedback } from './wire/feedback.ts';
export { maxAreaPx, maxMessageBytes, maxPartBytes, maxSidePx, tileSizePx } from './wire/limits.ts';
