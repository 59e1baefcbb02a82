import { ManualClock } from '@nearhand/base';
import {
  clipboardCapability,
  type ClipboardOutcome,
  decodeClipboard,
  encodeClipboardAnswer,
  encodeClipboardText,
  type InputMessage,
} from '@nearhand/protocol';
import type { MessageListener, PeerLink } from '@nearhand/session';
import { describe, expect, it } from 'vitest';
import { ClipboardDesk } from './clipboard-desk.ts';

const none = { shift: false, control: true, alt: false, meta: false, altGraph: false, capsLock: false, numLock: false };
const stroke = (key: string): InputMessage[] => [
  { type: 'key.down', code: `Key${key.toUpperCase()}`, key, repeat: false, modifiers: none },
  { type: 'key.up', code: `Key${key.toUpperCase()}` },
];
const quiet = { on: () => ({ dispose() {} }) };

function setUp({ isOpen = true, inFront = true, capabilities = [clipboardCapability] } = {}) {
  const clock = new ManualClock();
  /** What goes to the agent, in order: strokes and texts. */
  const sent: string[] = [];
  const answers: ClipboardOutcome[] = [];
  let listener: MessageListener = () => {};
  const state = { clipboard: '', inFront };
  const channel: ReturnType<PeerLink['channel']> = {
    send(bytes) {
      const decoded = decodeClipboard(bytes);
      if (decoded.kind !== 'message') throw new Error(decoded.kind);
      if (decoded.message.type === 'text.copied') sent.push(`text ${decoded.message.text}`);
      else answers.push(decoded.message.outcome);
    },
    onMessage(heard) {
      listener = heard;
      return { dispose() {} };
    },
    queuedBytes: 0,
    onWritable: quiet,
  };
  const ended: string[] = [];
  const link: PeerLink = {
    state: { kind: 'active' },
    onState: quiet,
    words: null,
    peerCapabilities: new Set(capabilities),
    roundTripMs: null,
    channel: () => channel,
    end: (reason) => void ended.push(reason),
    closed: Promise.resolve(),
    notifyNetworkChange() {},
    dispose() {},
  };
  const desk = new ClipboardDesk({
    clock,
    send: (message) => sent.push('code' in message ? `${message.type} ${message.code}` : message.type),
    local: {
      isOpen: () => isOpen,
      async write(text) {
        if (!state.inFront || !isOpen) return false;
        state.clipboard = text;
        return true;
      },
      async writeByHand(text) {
        state.clipboard = text;
        return true;
      },
    },
  });
  desk.connect(link);
  desk.setPermitted(true);
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    desk,
    clock,
    sent,
    answers,
    ended,
    state,
    settle,
    async paste(text: string) {
      desk.beginPaste();
      for (const message of stroke('v')) desk.push(message);
      void desk.pasted(text);
      await settle();
    },
    async answer(outcome: ClipboardOutcome) {
      void listener(encodeClipboardAnswer(outcome));
      await settle();
    },
    async copyThere(text: string) {
      const message = encodeClipboardText(text);
      if (message !== null) void listener(message);
      await settle();
    },
    hear: (bytes: Uint8Array<ArrayBuffer>) => void listener(bytes),
  };
}

describe('the clipboard in the viewer', () => {
  it('VWR14: the stroke that pastes follows its text, what is typed after it keeps its place', async () => {
    const { desk, sent, paste, answer } = setUp();
    await paste('Grüße');
    for (const message of stroke('a')) desk.push(message);
    expect(sent).toEqual(['text Grüße']);
    await answer('placed');
    expect(sent).toEqual(['text Grüße', 'key.down KeyV', 'key.up KeyV', 'key.down KeyA', 'key.up KeyA']);
  });

  it('VWR14: a text that both sides have is not sent again', async () => {
    const { sent, paste, answer, copyThere } = setUp();
    await paste('one');
    await answer('placed');
    await paste('one');
    await copyThere('two');
    await paste('two');
    expect(sent.filter((each) => each.startsWith('text'))).toEqual(['text one']);
    expect(sent.filter((each) => each === 'key.down KeyV')).toHaveLength(3);
  });

  it('VWR14: what was just copied there is pasted there, though this side has another text still', async () => {
    const { desk, sent, paste, copyThere } = setUp();
    desk.copying();
    await paste('older');
    await copyThere('newer');
    await paste('newer');
    expect(sent.filter((each) => each.startsWith('text'))).toEqual([]);
    desk.copying();
    desk.left();
    await paste('copied elsewhere meanwhile');
    expect(sent.at(-1)).toBe('text copied elsewhere meanwhile');
  });

  it('VWR14: without a text, or when the browser hands over none, only the stroke goes', async () => {
    const { desk, clock, sent, paste } = setUp();
    await paste('');
    expect(sent).toEqual(['key.down KeyV', 'key.up KeyV']);
    desk.beginPaste();
    for (const message of stroke('v')) desk.push(message);
    expect(sent).toHaveLength(2);
    clock.advance(400);
    expect(sent).toHaveLength(4);
  });

  it.each<[ClipboardOutcome, string]>([
    ['refused', 'failed'],
    ['tooMany', 'tooMany'],
    ['failed', 'failed'],
  ])('VWR15: a text that did not get there is not followed by the stroke: %s', async (outcome, problem) => {
    const { desk, clock, sent, paste, answer } = setUp();
    await paste('one');
    for (const message of stroke('a')) desk.push(message);
    await answer(outcome);
    expect(sent).toEqual(['text one', 'key.up KeyV', 'key.down KeyA', 'key.up KeyA']);
    expect(desk.view.problem).toBe(problem);
    clock.advance(6000);
    expect(desk.view.problem).toBeNull();
  });

  it('VWR15: nor one that is too long or too slow', async () => {
    const { desk, clock, sent, paste, answer } = setUp();
    await paste('x'.repeat(1024 * 1024 + 1));
    expect([sent, desk.view.problem]).toEqual([['key.up KeyV'], 'tooLong']);
    await paste('slow');
    clock.advance(10_000);
    expect([sent, desk.view.problem]).toEqual([['key.up KeyV', 'text slow', 'key.up KeyV'], 'slow']);
    await paste('next');
    await answer('placed');
    expect(sent.slice(3)).toEqual(['text next']);
    await answer('placed');
    expect(sent.slice(4)).toEqual(['key.down KeyV', 'key.up KeyV']);
  });

  it('VWR16: what is copied there lands here, or waits for the page to be in front or for a click', async () => {
    const { desk, answers, state, copyThere, settle } = setUp({ inFront: false });
    await copyThere('€ 5');
    expect([desk.view.waiting, state.clipboard, answers]).toEqual(['click', '', ['placed']]);
    state.inFront = true;
    desk.retry();
    await settle();
    expect([desk.view.waiting, state.clipboard]).toEqual([null, '€ 5']);
    state.inFront = false;
    await copyThere('later');
    await desk.takeWaiting();
    expect([desk.view.waiting, state.clipboard]).toEqual([null, 'later']);
    const closed = setUp({ isOpen: false });
    await closed.copyThere('without TLS');
    expect(closed.desk.view.waiting).toBe('closed');
  });

  it('VWR17: nothing moves without the permission, to an older agent, or when the technician does not want it', async () => {
    for (const change of ['permission', 'capability', 'off'] as const) {
      const subject = setUp(change === 'capability' ? { capabilities: [] } : {});
      if (change === 'permission') subject.desk.setPermitted(false);
      if (change === 'off') subject.desk.setOn(false);
      await subject.copyThere('of theirs');
      await subject.paste('of mine');
      expect([change, subject.desk.isWanted, subject.state.clipboard]).toEqual([change, false, '']);
      expect([subject.answers, subject.sent]).toEqual([['refused'], ['key.down KeyV', 'key.up KeyV']]);
    }
  });

  it('VWR17: a flood does not take the clipboard away for ever, a broken message ends the link', async () => {
    const { answers, ended, copyThere, hear } = setUp();
    for (let count = 0; count < 300; count++) await copyThere(`text ${count}`);
    expect(answers.filter((outcome) => outcome === 'placed')).toHaveLength(240);
    hear(Uint8Array.of(1, 0xff));
    expect(ended).toEqual(['malformed']);
  });
});
