import { describe, expect, it } from 'vitest';
import { isOnlyHere } from './only-here.ts';

describe('an invitation', () => {
  it('is of use on this computer only where its address is', () => {
    const here = ['http://localhost:8080/j/x', 'http://127.0.0.1/j/x', 'http://[::1]:8080/j/x'];
    const anywhere = ['https://help.example.org/j/x', 'https://localhost.example.org/j/x', 'https://127.example.org/'];
    expect([here.filter(isOnlyHere), anywhere.filter(isOnlyHere)]).toEqual([here, []]);
  });
});
