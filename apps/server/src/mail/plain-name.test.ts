import { expect, it } from 'vitest';
import { plainName } from './plain-name.ts';

const seen = (text: string) => text.replaceAll('\u2060', '');

it.each(['Verify at http://evil.example/now', 'evil.example', 'me@evil.example', 'javascript:alert(1)'])(
  'MAI3: %s reads the same and is no address',
  (name) => {
    const plain = plainName(name);
    expect(seen(plain)).toBe(name);
    expect(plain).not.toMatch(/:\/\/|[a-z][.@:][a-z]/);
  },
);

it('MAI3: other names are left alone', () => {
  for (const name of ['Fjord IT', 'Dr. Ana Díaz', 'Rao & Sons.', 'Zoë']) expect(plainName(name)).toBe(name);
});
