import { expect, it } from 'vitest';
import { giveBackMemory, unchangedParts } from './give-back.ts';

const smaps = `00400000-0082e000 r--p 00000000 08:01 131 /opt/agent
Rss:                4000 kB
Anonymous:             0 kB
0082e000-03489000 r-xp 0042e000 08:01 131 /opt/agent
Anonymous:             0 kB
03489000-0348a000 r--p 03089000 08:01 131 /opt/agent
Anonymous:             4 kB
0348a000-0348b000 rw-p 0308a000 08:01 131 /opt/agent
Anonymous:             0 kB
0348b000-0348c000 r--s 00000000 08:01 132 /dev/shm/shared
Anonymous:             0 kB
7f0000000000-7f0000001000 r-xp 00000000 00:00 0 [vdso]
Anonymous:             0 kB
7f0000001000-7f0000002000 rw-p 00000000 00:00 0
Anonymous:             4 kB
`;

it('BLD52: only what can be read from its file again is given back', () => {
  expect(unchangedParts(smaps)).toEqual([
    { start: 0x400000n, length: 0x42e000 },
    { start: 0x82e000n, length: 0x2c5b000 },
  ]);
});

it('BLD52: the program goes on as before', () => {
  const before = process.memoryUsage().rss;
  giveBackMemory();
  const after = process.memoryUsage().rss;
  if (process.platform === 'linux') expect(after).toBeLessThan(before);
  expect(JSON.parse(JSON.stringify({ sorted: ['b', 'a'].toSorted() }))).toEqual({ sorted: ['a', 'b'] });
});
