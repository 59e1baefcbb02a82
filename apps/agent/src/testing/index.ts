// What tests of the built agent need: servers that lie, and eyes on its page. Not for programs.

export { installFiles, testToken } from './installed-files.ts';
export { computerRole, type ConnectOptions, type Hello, LyingServer, offer, requestId } from './lying-server.ts';
export { authority, certificates } from './test-certificates.ts';
export { TestPage } from './test-page.ts';
export type { TestViewer } from './test-viewer.ts';
export { UpdateServer } from './update-server.ts';
