import { describe, expect, it } from 'vitest';
import { relyingPartyOf } from './relying-party.ts';

describe('relying party', () => {
  it('KEY7: is the name of the server, with encryption or on this computer', () => {
    const ids = [
      'https://help.example.org',
      'https://help.example.org:8443',
      'http://localhost:8080',
      'http://help.example.org',
      'https://192.0.2.7',
      'https://[2001:db8::1]',
      'http://127.0.0.1:8080',
    ].map((publicUrl) => relyingPartyOf({ publicUrl })?.id ?? null);
    expect(ids).toEqual(['help.example.org', 'help.example.org', 'localhost', null, null, null, null]);
  });
});
