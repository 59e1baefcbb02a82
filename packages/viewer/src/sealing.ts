// What a page seals to a computer's agent so that nobody in between can read it. Apart from the viewer: pages that connect
// nowhere need it too.

export { sealCredentials, type SealTarget } from '@nearhand/session';
