import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { ManualClock, silentLogger } from '@nearhand/base';
import { auditPageSchema, notificationListSchema, pendingEmailSchema } from '@nearhand/protocol';
import { changeHostSettings } from '../../host/settings.ts';
import { ApiClient } from '../../testing/api-client.ts';
import { turnTwoFactorOn } from '../../testing/authenticator.ts';
import { type MailServer, partsOf, startMailServer } from '../../testing/mail-server.ts';
import { type TestMember, type TestServer, startTestServer } from '../../testing/test-server.ts';
import { EmailChange, emailCodeTries, emailCodeValidityMs } from './email-change.ts';

describe('changing the e-mail address', () => {
  let mailServer: MailServer;
  let server: TestServer;
  let owner: TestMember;
  let addresses = 0;

  beforeAll(async () => {
    mailServer = await startMailServer();
    server = await startTestServer({ config: { smtp: mailServer.smtp } });
    owner = await server.createOwner();
  });
  afterAll(async () => {
    await server.stop();
    await mailServer.stop();
  });

  const person = () => server.createMember(owner.organisationId, 'technician');
  const newAddress = () => `new${++addresses}@example.net`;
  const ask = (member: TestMember, email: string, more: object = { password: member.password }) =>
    new ApiClient(server, member).outcome('POST', '/api/me/email', { email, ...more });
  const confirm = (member: TestMember, code: string) =>
    new ApiClient(server, member).outcome('POST', '/api/me/email/confirm', { code });
  const mailsTo = (email: string) =>
    mailServer.mails.filter(({ to }) => to.includes(email)).map(({ source }) => partsOf(source));
  const emailOf = async ({ userId }: TestMember) =>
    server.db.selectFrom('users').select(['email', 'emailVerified']).where('id', '=', userId).executeTakeFirstOrThrow();
  const pending = async (member: TestMember) =>
    pendingEmailSchema.parse((await new ApiClient(server, member).call('GET', '/api/me/email')).body).email;
  const isSignedIn = async (cookie: string) =>
    (await fetch(`${server.url}/api/me`, { headers: { cookie } })).status === 200;
  const other = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

  async function mailedCode(email: string): Promise<string> {
    const codes = () => mailsTo(email).flatMap(({ text }) => /^\s*(\d{6})\s*$/m.exec(text)?.[1] ?? []);
    await expect.poll(() => codes().length).toBeGreaterThan(0);
    return codes().at(-1) ?? '';
  }

  it('ACC8: needs the person and the code mailed to the new address; only its keyed hash is stored', async () => {
    const member = await person();
    const email = newAddress();
    expect(await ask(member, email, { password: 'not the password' })).toBe('password_wrong');
    expect(await ask(member, email, {})).toBe('password_wrong');
    expect([await ask(member, ' NEW@Example.NET '), await pending(member)]).toEqual([204, 'new@example.net']);
    expect(await ask(member, email)).toBe(204);
    const code = await mailedCode(email);
    const stored = await server.db.selectFrom('emailChanges').selectAll().execute();
    expect(JSON.stringify(stored)).not.toContain(code);
    expect(await confirm(member, other(code))).toBe('email_code_invalid');
    expect((await emailOf(member)).email).toBe(member.email);
    expect(await confirm(member, code)).toBe(204);
    expect([await emailOf(member), await pending(member)]).toEqual([{ email, emailVerified: true }, null]);
    expect(await confirm(member, code)).toBe('email_code_invalid');
    expect(await server.signIn(email, member.password)).not.toBe('');
    expect(await server.signIn(member.email, member.password)).toBe('');
  });

  it('ACC8: asks for a code of two-factor sign-in too', async () => {
    const member = await person();
    const { backupCodes } = await turnTwoFactorOn(server, member);
    const { password } = member;
    expect(await ask(member, newAddress())).toBe('two_factor_code_invalid');
    expect(await ask(member, newAddress(), { password, code: backupCodes[0] })).toBe(204);
  });

  it('ACC8: five tries, also when they come at once', async () => {
    const member = await person();
    const email = newAddress();
    await ask(member, email);
    const code = await mailedCode(email);
    const wrong = await Promise.all(Array.from({ length: emailCodeTries }, () => confirm(member, other(code))));
    expect(wrong).toEqual(Array.from({ length: emailCodeTries }, () => 'email_code_invalid'));
    expect([await confirm(member, code), await pending(member)]).toEqual(['email_code_invalid', null]);
    expect((await emailOf(member)).email).toBe(member.email);
  });

  it('ACC8: of two at once with the right code one changes it', async () => {
    const member = await person();
    const email = newAddress();
    await ask(member, email);
    const code = await mailedCode(email);
    const outcomes = await Promise.all([confirm(member, code), confirm(member, code)]);
    expect(outcomes.map(String).toSorted()).toEqual(['204', 'email_code_invalid']);
  });

  it('ACC8: is good for half an hour, in the browser that asked, and not after a new password', async () => {
    const clock = new ManualClock(Date.now());
    const member = await person();
    const identity = await server.context.members.authenticate({ cookie: member.cookie });
    if (identity === null) throw new Error('Nobody is signed in');
    const change = new EmailChange({ ...server.context, clock, logger: silentLogger });
    const proof = { password: member.password };
    const late = newAddress();
    await change.begin(identity, late, { proof, locale: 'en' });
    await change.settle();
    clock.advance(emailCodeValidityMs);
    const code = await mailedCode(late);
    await expect(change.confirm(identity, code, 'en')).rejects.toMatchObject({ code: 'email_code_invalid' });

    const elsewhere = { ...member, cookie: await server.signIn(member.email, member.password) };
    const second = newAddress();
    await ask(member, second);
    expect([await pending(elsewhere), await pending(member)]).toEqual([null, second]);
    expect(await confirm(elsewhere, await mailedCode(second))).toBe('email_code_invalid');
    const body = { password: member.password, newPassword: 'seven quiet otters', signOutOthers: false };
    expect(await new ApiClient(server, member).outcome('POST', '/api/me/password', body)).toBe(204);
    expect(await confirm(member, await mailedCode(second))).toBe('email_code_invalid');
    expect((await emailOf(member)).email).toBe(member.email);
  });

  it('ACC8: a code that was asked for can be given up', async () => {
    const member = await person();
    const email = newAddress();
    await ask(member, email);
    const code = await mailedCode(email);
    expect(await new ApiClient(server, member).outcome('POST', '/api/me/email/cancel')).toBe(204);
    expect([await pending(member), await confirm(member, code)]).toEqual([null, 'email_code_invalid']);
  });

  it('ACC9: answers alike, before it looks, whether the new address has an account', async () => {
    const member = await person();
    const known = await person();
    const unknown = newAddress();
    let answers: (string | number)[] = [];
    const before = mailsTo(known.email).length;
    // Whoever looks for the owner of an address waits; the answers do not.
    await server.db.transaction().execute(async (transaction) => {
      await sql`lock table mails in access exclusive mode`.execute(transaction);
      answers = [await ask(member, known.email), await ask(member, unknown)];
    });
    expect(answers).toEqual([204, 204]);
    await expect.poll(() => mailsTo(known.email).length).toBe(before + 1);
    expect(mailsTo(known.email).at(-1)?.text).toContain('Somebody wanted to make');
    expect(mailsTo(known.email).at(-1)?.text).not.toMatch(/\d{6}/);
    await ask(member, known.email);
    expect(await pending(member)).toBe(known.email);
    expect(await confirm(member, '123456')).toBe('email_code_invalid');
    expect((await emailOf(known)).email).toBe(known.email);
  });

  it('ACC9: an address that got an account meanwhile is not taken from it', async () => {
    const member = await person();
    const email = newAddress();
    await ask(member, email);
    const code = await mailedCode(email);
    const taker = await person();
    await server.db.updateTable('users').set({ email }).where('id', '=', taker.userId).execute();
    expect(await confirm(member, code)).toBe('email_code_invalid');
    expect([(await emailOf(member)).email, (await emailOf(taker)).email]).toEqual([member.email, email]);
  });

  it('ACC9: mails few codes, whoever asks', async () => {
    const member = await person();
    const outcomes: (string | number)[] = [];
    for (let asked = 0; asked < 6; asked++) outcomes.push(await ask(member, newAddress()));
    expect(outcomes).toEqual([204, 204, 204, 204, 204, 'too_many_attempts']);
    const target = newAddress();
    for (let asked = 0; asked < 5; asked++) await ask(await person(), target);
    await expect.poll(() => mailsTo(target).length).toBe(3);
  });

  it.each([
    ['en', 'Your e-mail address was changed', 'All other devices'],
    ['fr', 'Votre adresse e-mail a été modifiée', 'Tous les autres appareils'],
    ['es', 'Se ha cambiado su correo electrónico', 'los demás dispositivos'],
  ] as const)('ACC10: both addresses are told, others signed out, old links void (%s)', async (locale, title, out) => {
    const member = await person();
    await server.db.updateTable('users').set({ locale }).where('id', '=', member.userId).execute();
    const elsewhere = await server.signIn(member.email, member.password);
    const tokenHash = `reset of ${member.userId}`;
    const expiresAt = new Date(Date.now() + 3_600_000);
    await server.db.insertInto('passwordResets').values({ tokenHash, userId: member.userId, expiresAt }).execute();
    const email = newAddress();
    await ask(member, email);
    expect(await confirm(member, await mailedCode(email))).toBe(204);
    expect([await isSignedIn(elsewhere), await isSignedIn(member.cookie)]).toEqual([false, true]);
    const links = await server.db
      .selectFrom('passwordResets')
      .select('userId')
      .where('tokenHash', '=', tokenHash)
      .execute();
    expect(links).toEqual([]);
    await expect.poll(() => mailsTo(member.email).some(({ text }) => text.includes(out))).toBe(true);
    const told = mailsTo(member.email).find(({ text }) => text.includes(out));
    expect([told?.html.includes(title), told?.text.includes(email)]).toEqual([true, true]);
    await expect.poll(() => mailsTo(email).some(({ text }) => text.includes(title))).toBe(true);
    const { notifications } = notificationListSchema.parse(
      (await new ApiClient(server, member).call('GET', '/api/notifications')).body,
    );
    expect(notifications[0]?.event).toBe('security.emailChanged');
    const { entries } = auditPageSchema.parse(
      (await new ApiClient(server, owner).call('GET', `/api/audit?limit=200&text=${email}`)).body,
    );
    expect(entries.map(({ event, details, address }) => ({ event, details, address }))).toEqual([
      { event: 'email.changed', details: { from: member.email, to: email }, address: '127.0.0.1' },
    ]);
  });

  it('ACC11: an account of the host’s domains stays within them; others are free', async () => {
    const allow = (who: 'domains' | 'anybody') =>
      server.db
        .transaction()
        .execute((transaction) => changeHostSettings(transaction, { signUp: { who, domains: ['example.org'] } }));
    await allow('domains');
    try {
      const member = await person();
      expect(await ask(member, newAddress())).toBe('email_refused');
      expect(await ask(member, `moved${member.userId}@sub.example.org`)).toBe('email_refused');
      expect(await ask(member, `moved.${member.email}`)).toBe(204);
      const outsider = await person();
      const email = newAddress();
      await server.db.updateTable('users').set({ email }).where('id', '=', outsider.userId).execute();
      expect(await ask(outsider, newAddress())).toBe(204);
    } finally {
      await allow('anybody');
    }
  });
});
