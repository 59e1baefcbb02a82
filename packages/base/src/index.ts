export * from './app-error.ts';
export * from './assert-never.ts';
export * from './backoff.ts';
export * from './bytes.ts';
export * from './clock.ts';
export * from './dispose.ts';
export * from './emitter.ts';
export * from './logger.ts';
