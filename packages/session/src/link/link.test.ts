// Both ends together over a relay in memory: connecting, talking, ending.

import { describe, expect, it } from 'vitest';
import { utf8 } from '@nearhand/base';
import { createLinkPair, whenState } from '../fakes/index.ts';
import type { PeerLink } from './peer-link.ts';
import type { ChannelName } from '@nearhand/protocol';

function nextMessage(link: PeerLink, channel: ChannelName): Promise<string> {
  return new Promise((resolve) => {
    const listening = link.channel(channel).onMessage((message) => {
      listening.dispose();
      resolve(utf8.decode(message));
    });
  });
}

describe('a link', () => {
  it('connects and carries messages both ways', async () => {
    const pair = await createLinkPair();
    pair.viewer.channel('input').send(utf8.encode('queued before'));
    await Promise.all([whenState(pair.viewer, 'active'), whenState(pair.agent, 'active')]);
    expect(await nextMessage(pair.agent, 'input')).toBe('queued before');
    pair.agent.channel('screen').send(utf8.encode('picture'));
    expect(await nextMessage(pair.viewer, 'screen')).toBe('picture');
    expect(pair.viewer.words).toEqual(pair.agent.words);
    pair.dispose();
  });
});
