import { describe, expect, it } from 'vitest';
import { channelNames, channelOfNumber, channelRules } from './channels.ts';

describe('channels', () => {
  it('have numbers of their own, in order of priority', () => {
    expect(channelNames.map((name) => channelRules[name].number)).toEqual(channelNames.map((_, index) => index));
    expect(channelNames.map((_, index) => channelOfNumber(index))).toEqual(channelNames);
    expect(channelOfNumber(channelNames.length)).toBeNull();
  });
});
