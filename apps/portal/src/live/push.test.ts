import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { describe, expect, it, vi } from 'vitest';
import { pushData } from './push.ts';

const patience = { timeout: 20_000 };
const queryKey = ['presence', 'mine'];

describe('pushData', () => {
  it.each([
    ['the first answer', undefined],
    ['a later answer', 'online'],
  ])('POR6: %s that was written before the hub spoke does not stay', async (_which, before) => {
    const client = new QueryClient();
    if (before !== undefined) client.setQueryData(queryKey, before);
    const answers: ((state: string) => void)[] = [];
    const observer = new QueryObserver(client, {
      queryKey,
      queryFn: () => new Promise<string>((resolve) => answers.push(resolve)),
    });
    const stop = observer.subscribe(() => undefined);
    expect(answers).toHaveLength(1);
    pushData(client, queryKey, () => 'busy');
    expect(client.getQueryData(queryKey)).toBe('busy');
    answers[0]?.('offline');
    await vi.waitFor(() => expect(answers).toHaveLength(2), patience);
    answers[1]?.('busy');
    await vi.waitFor(() => expect(client.isFetching()).toBe(0), patience);
    expect(client.getQueryData(queryKey)).toBe('busy');
    stop();
  });

  it('POR6: asks for nothing when no answer is under way', () => {
    const client = new QueryClient();
    pushData(client, queryKey, () => 'busy');
    expect(client.isFetching()).toBe(0);
    expect(client.getQueryData(queryKey)).toBe('busy');
  });
});
