import { expect, it } from 'vitest';
import { mailtoLink, optionalEmailSchema } from './mail-address.ts';

const draft = { subject: 'Help & more', text: 'Hello,\n\n50% done?\nÉlodie' };

it('POR19: the link for the own mail program carries subject and text, and an address cannot add to it', () => {
  const link = mailtoLink('ana+a@example.org', draft);
  expect(link).toBe(
    'mailto:ana%2Ba@example.org?subject=Help%20%26%20more&body=Hello%2C%0D%0A%0D%0A50%25%20done%3F%0D%0A%C3%89lodie',
  );
  const hostile = new URL(mailtoLink('a@example.org?bcc=eve@example.org&x=', draft));
  expect([...hostile.searchParams.keys()]).toEqual(['subject', 'body']);
});

it('POR19: an address may be left out, but not be wrong', () => {
  expect(optionalEmailSchema.parse('  ')).toBeNull();
  expect(optionalEmailSchema.parse(' Ana@Example.org ')).toBe('ana@example.org');
  expect(optionalEmailSchema.safeParse('ana').success).toBe(false);
});
