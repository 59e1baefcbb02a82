export * from './geometry.ts';
export * from './session/input.ts';
