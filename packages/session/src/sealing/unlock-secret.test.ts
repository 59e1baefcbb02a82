import { base64url, utf8 } from '@nearhand/base';
import { credentialsLimits, sealedSecretSchema, sealingKeyText } from '@nearhand/protocol';
import { expect, it } from 'vitest';
import { preferredCurves } from '../curves/preferred-curves.ts';
import { createTestIdentity } from '../fakes/index.ts';
import { openCredentials, sealCredentials } from './unlock-secret.ts';

async function computer() {
  const identity = createTestIdentity();
  const pair = await preferredCurves.generatePair();
  const key = base64url.encode(pair.publicKey);
  const signature = base64url.encode(await identity.sign(utf8.encode(sealingKeyText(key, identity.key))));
  const place = { organisationId: crypto.randomUUID(), computerId: crypto.randomUUID() };
  return { pair, place, target: { ...place, agentKey: identity.key, sealing: { key, signature } } };
}

it('ULK1: one length whatever is sealed, and the agent reads what was typed', async () => {
  const { pair, place, target } = await computer();
  const longest = { userName: '𝕬'.repeat(credentialsLimits.userName / 2), password: '"\\'.repeat(64) };
  for (const credentials of [{ userName: '', password: ' ' }, longest, { userName: 'ana', password: 'Zürich €' }]) {
    const sealed = await sealCredentials(credentials, target);
    expect(sealedSecretSchema.safeParse(sealed).success).toBe(true);
    expect(await openCredentials(pair, sealed, place)).toEqual(credentials);
  }
});

it('ULK2: does not open for another computer or another organisation', async () => {
  const { pair, place, target } = await computer();
  const sealed = await sealCredentials({ userName: '', password: 'secret' }, target);
  for (const moved of [{ computerId: crypto.randomUUID() }, { organisationId: crypto.randomUUID() }]) {
    await expect(openCredentials(pair, sealed, { ...place, ...moved })).rejects.toThrow();
  }
});

it('ULK2: nothing is sealed to a key that the computer did not sign', async () => {
  const [one, other] = [await computer(), await computer()];
  const credentials = { userName: '', password: 'secret' };
  const lies = [
    { ...one.target, sealing: other.target.sealing },
    { ...one.target, agentKey: other.target.agentKey },
    { ...one.target, sealing: { ...one.target.sealing, key: other.target.sealing.key } },
  ];
  for (const target of lies) {
    await expect(sealCredentials(credentials, target)).rejects.toMatchObject({ code: 'identity_changed' });
  }
});

it('ULK1: nothing is sealed that could press a key, or that is no password', async () => {
  const { target } = await computer();
  for (const password of ['', 'a\rb', 'tab\t', 'a\u2028b', 'x'.repeat(credentialsLimits.password + 1)]) {
    await expect(sealCredentials({ userName: '', password }, target)).rejects.toThrow();
  }
});
