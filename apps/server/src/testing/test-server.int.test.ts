import { rightsOfRole } from '@nearhand/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestServer, startTestServer } from './test-server.ts';

describe('the test server', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  it('has members who are signed in', async () => {
    const owner = await server.createOwner('Example');
    const auditor = await server.createMember(owner.organisationId, 'auditor');
    const identity = await server.context.members.authenticate({ cookie: auditor.cookie });
    expect(identity).toMatchObject({
      memberId: auditor.memberId,
      organisationId: owner.organisationId,
      organisationName: 'Example',
      role: { id: 'auditor' },
      rights: [...rightsOfRole.auditor],
    });
    expect(await server.context.members.authenticate({})).toBeNull();
  });
});
