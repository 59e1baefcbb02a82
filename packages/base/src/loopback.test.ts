import { expect, it } from 'vitest';
import { isLoopback } from './loopback.ts';

it('AGT3, SRV3: knows what never leaves this computer', () => {
  const inside = ['localhost', '::1', '[::1]', '127.0.0.1', '127.255.254.9'];
  const outside = [
    '127.0.0.256',
    '127.1',
    '127.0.0.1.example.com',
    'localhost.example.com',
    '128.0.0.1',
    '::',
    '',
    '0.0.0.0',
  ];
  expect([inside.filter(isLoopback), outside.filter(isLoopback)]).toEqual([inside, []]);
});
