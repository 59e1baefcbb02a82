import { computerLoadSchema } from '@nearhand/protocol';
import { describe, expect, it } from 'vitest';
import { diskOf, MachineLoad } from './machine-load.ts';
import { mountedDisks } from './mounts.ts';
import { busyShare, processorTime } from './processor-time.ts';

describe('the load of a computer', () => {
  it('HST97: of the processors it is the share of the time since the last look that none of them was idle', () => {
    const at = (busy: number, idle: number) =>
      processorTime([
        { times: { user: busy, nice: 0, sys: 0, irq: 0, idle } },
        { times: { user: 0, nice: 0, sys: busy, irq: 0, idle } },
      ]);
    expect(busyShare(at(100, 900), at(125, 975))).toBe(0.25);
    expect(busyShare(at(100, 900), at(100, 1000))).toBe(0);
    expect(busyShare(at(100, 900), at(200, 900))).toBe(1);
    for (const [before, now] of [
      [at(100, 900), at(100, 900)],
      [at(100, 900), at(50, 400)],
      [at(100, 900), at(400, 800)],
    ] as const) {
      expect(busyShare(before, now)).toBeNull();
    }
  });

  it('HST97: a disk counts once, by where it is mounted first; what is no disk does not', () => {
    const mounts = [
      'proc /proc proc rw 0 0',
      '/dev/nvme0n1p2 / ext4 rw,relatime 0 0',
      'tmpfs /run tmpfs rw 0 0',
      '/dev/loop3 /snap/core/1 squashfs ro 0 0',
      String.raw`/dev/sda1 /mnt/My\040disk ext4 rw 0 0`,
      '/dev/sr0 /media/cdrom iso9660 ro 0 0',
      '/dev/nvme0n1p2 /var/lib/other ext4 rw 0 0',
      'server:/share /net nfs rw 0 0',
      '',
      'damaged',
    ];
    expect(mountedDisks(mounts.join('\n'))).toEqual(['/', '/mnt/My disk']);
    expect(mountedDisks('')).toEqual([]);
  });

  it('HST97: a disk is told so that every viewer takes it, however long its path is and whatever it says is free', () => {
    const blocks = { bsize: 4096, blocks: 100, bavail: 25 };
    expect(diskOf('C:\\', blocks)).toEqual({ name: 'C:', usedBytes: 75 * 4096, totalBytes: 100 * 4096 });
    const odd = [diskOf(`/mnt/${'é'.repeat(300)}\n`, blocks), diskOf('/mnt/x', { ...blocks, bavail: 120 })];
    const load = { processor: null, memory: { usedBytes: 1, totalBytes: 2 }, disks: odd };
    expect(computerLoadSchema.parse(load)).toEqual(load);
    expect(odd[1]?.usedBytes).toBe(0);
  });

  it('HST97: this computer has some', async () => {
    const meter = new MachineLoad();
    const first = await meter.measure();
    expect(first.processor).toBeNull();
    expect(first.memory.usedBytes).toBeGreaterThan(0);
    expect(first.memory.usedBytes).toBeLessThan(first.memory.totalBytes);
    expect(first.disks[0]?.name).toBe('/');
    for (const { usedBytes, totalBytes } of first.disks) expect(usedBytes).toBeLessThanOrEqual(totalBytes);
    expect(computerLoadSchema.parse(first)).toEqual(first);
    await expect.poll(async () => (await meter.measure()).processor, { timeout: 10_000 }).not.toBeNull();
  });
});
