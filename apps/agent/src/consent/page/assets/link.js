// The way between a page and its agent: what is to be shown comes as a stream, what happens is sent. And what the page
// remembers until its tab is closed.

/** The view that the last answer led to, and the last one that came: the two travel apart. */
let due = 0;
let came = 0;

/** Whether what was shown last is what became of all that was sent. */
export function isCurrent() {
  return came >= due;
}

/**
 * @template Shown
 * @param {object} heard
 * @param {(shown: Shown) => boolean} heard.shown false: it was the last
 * @param {() => void} heard.elsewhere a newer tab came in place of this one
 * @param {() => void} heard.lost the program is gone, or starts again
 */
export function watch(heard) {
  const events = new EventSource('events');
  // A program that was started again counts anew.
  events.addEventListener('open', () => {
    due = 0;
    came = 0;
  });
  events.addEventListener('message', (message) => {
    came = Number(message.lastEventId);
    if (!heard.shown(JSON.parse(message.data))) events.close();
  });
  events.addEventListener('elsewhere', () => {
    events.close();
    heard.elsewhere();
  });
  events.addEventListener('error', () => {
    heard.lost();
    // A browser that gave up tries again: the program may be started a second time.
    if (events.readyState === EventSource.CLOSED) setTimeout(watch, 1000, heard);
  });
}

/** Whether it counted. @param {object} happening */
export async function send(happening) {
  try {
    const response = await fetch('answer', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(happening),
    });
    due = Math.max(due, Number(response.headers.get('x-shown')));
    return response.ok;
  } catch {
    // The program is gone, or starts again: whoever answers may try again.
    return false;
  }
}

/** @param {string} name */
export function remembered(name) {
  try {
    return sessionStorage.getItem(name);
  } catch {
    // Storage is switched off: the choice lasts until the next reload.
    return null;
  }
}

/** @param {string} name @param {string} value */
export function remember(name, value) {
  try {
    sessionStorage.setItem(name, value);
  } catch {
    // See remembered().
  }
}
