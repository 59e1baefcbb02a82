import { describe, expect, it } from 'vitest';
import { stepTimes } from './step-times.ts';

const createdAt = '2026-03-14T12:00:00.000Z';
const opened = { step: 'pageOpened', at: '2026-03-14T12:01:00.000Z' } as const;
const downloading = { step: 'downloading', at: '2026-03-14T12:02:00.000Z' } as const;
const started = { step: 'programStarted', at: '2026-03-14T12:03:00.000Z' } as const;

describe('stepTimes', () => {
  it('POR11: shows how far the customer has come; a later step proves the earlier ones', () => {
    const times = [[], [opened], [downloading], [started], [opened, started]].map((steps) =>
      Object.values(stepTimes({ createdAt, steps, computer: null })),
    );
    expect(times).toEqual([
      [createdAt, null, null, null],
      [createdAt, opened.at, null, null],
      [createdAt, downloading.at, null, null],
      [createdAt, started.at, started.at, null],
      [createdAt, opened.at, started.at, null],
    ]);
  });

  it('POR11: a program that is gone has to be started again', () => {
    const gone = { name: 'desk', systemName: '', online: false };
    expect(Object.values(stepTimes({ createdAt, steps: [started], computer: gone }))).toEqual([
      createdAt,
      started.at,
      null,
      null,
    ]);
  });
});
