import { describe, expect, it } from 'vitest';
import { leaveWithPage } from './leave-with-page.ts';

describe('leaveWithPage', () => {
  it('POR15: ends the session when the page goes, and only one that was opened', () => {
    const page = new EventTarget();
    const ended: string[] = [];
    let sessionId: string | null = null;
    const endSession = (id: string) => {
      ended.push(id);
      return Promise.reject(new Error('The page is gone'));
    };
    const leaving = leaveWithPage(page, { sessionId: () => sessionId, leave: () => ended.push('left'), endSession });
    page.dispatchEvent(new Event('pagehide'));
    sessionId = 'session';
    page.dispatchEvent(new Event('pagehide'));
    leaving.dispose();
    page.dispatchEvent(new Event('pagehide'));
    expect(ended).toEqual(['left', 'session']);
  });
});
