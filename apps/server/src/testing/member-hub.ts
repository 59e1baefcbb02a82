// The members' socket as a browser opens it, once it is ready.

import type { TestMember, TestServer } from './test-server.ts';
import { TestSocket } from './test-socket.ts';

export async function openMemberHub(server: TestServer, { cookie }: Pick<TestMember, 'cookie'>): Promise<TestSocket> {
  const headers = { cookie, origin: server.url };
  const socket = new TestSocket(`${server.url.replace(/^http/, 'ws')}/hub/member`, { headers });
  await socket.next('hub.ready');
  return socket;
}
