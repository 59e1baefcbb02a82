import { expect, it } from 'vitest';
import type { User32 } from '../windows/native/user32.ts';
import { typeAtWinlogon } from './winlogon-typist.ts';

/** Windows as far as typing at its lock screen goes. */
class LockScreen {
  /** The desktop that has the keyboard; null: closed to this program. */
  inputDesktop: string | null = 'Winlogon';
  isLocked = true;
  takes = true;
  joins = true;
  readonly typed: string[] = [];
  readonly paused: number[] = [];
  onPause = (): void => {};
  #open = 0;
  #joined = false;

  get stillOpen(): number {
    return this.#open;
  }

  type(password: string): Promise<void> {
    const user32: Partial<User32> = {
      openInputDesktop: (_flags, _inherit, access) => {
        if (this.inputDesktop === null || access !== 0x01ff) return null;
        this.#open++;
        return 7n;
      },
      getUserObjectInformation: (_desktop, _what, value) => {
        value.set(Buffer.from(`${this.inputDesktop}\0`, 'utf16le'));
        return 1;
      },
      setThreadDesktop: () => {
        this.#joined = this.joins;
        return this.joins ? 1 : 0;
      },
      closeDesktop: () => {
        this.#open--;
        return 1;
      },
      sendInput: (count, records) => (this.#joined && this.takes ? this.#take(count, records) : 0),
    };
    return typeAtWinlogon(password, {
      user32: user32 as User32,
      isLocked: () => this.isLocked,
      pause: async (ms) => {
        this.paused.push(ms);
        this.onPause();
      },
    });
  }

  #take(count: number, records: Uint8Array): number {
    const view = new DataView(records.buffer, records.byteOffset);
    for (let at = 0; at < count * 40; at += 40) {
      const [key, scan, flags] = [
        view.getUint16(at + 8, true),
        view.getUint16(at + 10, true),
        view.getUint32(at + 12, true),
      ];
      if ((flags & 2) !== 0) continue;
      this.typed.push((flags & 4) === 0 ? `<${key.toString(16)}>` : String.fromCharCode(scan));
    }
    return count;
  }
}

it('HST100: takes the picture away with a key that writes nothing, then types and confirms', async () => {
  const screen = new LockScreen();
  await screen.type('Zü €𝕬');
  expect([screen.typed.join(''), screen.paused.length]).toEqual(['<11>Zü €𝕬<d>', 1]);
});

it('HST100: nothing is typed anywhere but on Winlogon’s own desktop', async () => {
  for (const inputDesktop of ['Default', 'Screen-saver', 'winlogon2', null]) {
    const screen = new LockScreen();
    screen.inputDesktop = inputDesktop;
    await expect(screen.type('secret')).rejects.toMatchObject({ code: 'unavailable' });
    expect([screen.typed, screen.stillOpen]).toEqual([[], 0]);
  }
  const refused = new LockScreen();
  refused.joins = false;
  await expect(refused.type('secret')).rejects.toMatchObject({ code: 'unavailable' });
  expect([refused.typed, refused.stillOpen]).toEqual([[], 0]);
});

it('HST100: nor once somebody has unlocked it meanwhile, or another desktop came to the front', async () => {
  const unlocked = new LockScreen();
  unlocked.onPause = () => (unlocked.isLocked = false);
  await expect(unlocked.type('secret')).rejects.toMatchObject({ code: 'unavailable' });
  const left = new LockScreen();
  left.onPause = () => (left.inputDesktop = 'Default');
  await expect(left.type('secret')).rejects.toMatchObject({ code: 'unavailable' });
  expect([unlocked.typed, left.typed]).toEqual([['<11>'], ['<11>']]);
  const deaf = new LockScreen();
  deaf.takes = false;
  await expect(deaf.type('secret')).rejects.toMatchObject({ code: 'unavailable' });
});
