import type { Computer, RequestState, SupportRequest } from '@nearhand/protocol';
import { describe, expect, it } from 'vitest';
import type { RequestFilter } from '../api/api.ts';
import { type RequestPage, mergeComputer, mergeRequest } from './merge.ts';

function request(minute: number, state: RequestState = 'open', customer = `Customer ${minute}`): SupportRequest {
  const createdAt = `2026-03-14T12:${String(minute).padStart(2, '0')}:00.000Z`;
  return {
    id: `0d4a4f9e-5f2c-4c0e-9a55-0000000000${String(minute).padStart(2, '0')}`,
    customer,
    customerEmail: null,
    comments: '',
    state,
    stateSince: createdAt,
    steps: [],
    download: null,
    permissions: ['view'],
    createdAt,
    expiresAt: createdAt,
    createdBy: null,
    assignee: null,
    queue: null,
    computer: null,
    participants: [],
    closed: null,
  };
}

const live: RequestFilter = { state: 'live', text: '' };
const pages = (...lists: [readonly number[], string | null][]): RequestPage[] =>
  lists.map(([minutes, next]) => ({ requests: minutes.map((minute) => request(minute)), next }));
const minutesOf = (merged: readonly RequestPage[]) =>
  merged.map((page) => page.requests.map(({ createdAt }) => Number(createdAt.slice(14, 16))));

describe('mergeRequest', () => {
  it('POR6: replaces a request where it stands', () => {
    const merged = mergeRequest(pages([[30, 20, 10], null]), request(20, 'ready'), live);
    expect(merged[0]?.requests.map(({ state }) => state)).toEqual(['open', 'ready', 'open']);
  });

  it('POR6: adds a new request first', () => {
    expect(minutesOf(mergeRequest(pages([[30, 20], null]), request(40), live))).toEqual([[40, 30, 20]]);
  });

  it('POR6: adds a reopened request where it belongs, on its page', () => {
    expect(minutesOf(mergeRequest(pages([[50, 40], 'next'], [[30, 10], null]), request(20), live))).toEqual([
      [50, 40],
      [30, 20, 10],
    ]);
  });

  it('POR6: adds to an empty list', () => {
    expect(minutesOf(mergeRequest(pages([[], null]), request(20), live))).toEqual([[20]]);
  });

  it('POR6: leaves what is older than everything loaded to the next page', () => {
    expect(minutesOf(mergeRequest(pages([[50, 40], 'next']), request(10), live))).toEqual([[50, 40]]);
  });

  it('POR6: takes out what no longer fits the filter', () => {
    expect(minutesOf(mergeRequest(pages([[30, 20], null]), request(20, 'closed'), live))).toEqual([[30]]);
  });

  it('POR6: does not add what the filter leaves out', () => {
    const lists = [
      mergeRequest(pages([[30], null]), request(40, 'closed'), live),
      mergeRequest(pages([[30], null]), request(40), { state: 'ended', text: '' }),
      mergeRequest(pages([[30], null]), request(40, 'open', 'Weber'), { state: 'all', text: 'müller' }),
    ];
    expect(lists.map(minutesOf)).toEqual([[[30]], [[30]], [[30]]]);
  });

  it('POR6: finds the text whatever its case, and keeps what the server found by other fields', () => {
    const found = mergeRequest(pages([[30], null]), request(40, 'open', 'Anna MÜLLER'), {
      state: 'live',
      text: 'müller',
    });
    const kept = mergeRequest(pages([[30], null]), request(30, 'ready'), { state: 'live', text: 'LAPTOP-7' });
    expect([minutesOf(found), minutesOf(kept)]).toEqual([[[40, 30]], [[30]]]);
  });
});

describe('mergeComputer', () => {
  const computer = (id: string, online: boolean): Computer => ({
    installed: null,
    policy: {
      disabled: false,
      permissions: ['view', 'control', 'clipboard'],
      ask: false,
      askSeconds: 60,
      atEnd: 'leave',
    },
    endingFailed: null,
    unlockFailed: null,
    sharedWithOthers: false,
    sharedBy: null,
    desktopLimit: null,
    outdated: false,
    agentVersion: '',
    id,
    name: id,
    kind: 'enrolled',
    system: 'linux',
    systemName: '',
    online,
    lastSeenAt: null,
    addedAt: '2026-03-14T12:00:00.000Z',
    participants: [],
  });

  it('POR6: replaces or adds a computer', () => {
    const list = [computer('a', false), computer('b', false)];
    expect([mergeComputer(list, computer('a', true)), mergeComputer(list, computer('c', true))]).toEqual([
      [computer('a', true), computer('b', false)],
      [...list, computer('c', true)],
    ]);
  });
});
