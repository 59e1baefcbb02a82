// What the customer's pages do beyond HTML: times in the visitor's own zone, copying, errors in place, telling the
// technician that a person looks at the page. Served as it is, therefore JavaScript; its types are checked all the same.

/** @typedef {{ salt: string, bits: number }} ProofChallenge */
/** @typedef {{ path?: string, error?: { code: string, proof?: ProofChallenge } }} JoinAnswer */

/** @template {Element} T @param {string} selector @param {new () => T} type @param {ParentNode} [within] @returns {T[]} */
function all(selector, type, within = document) {
  /** @type {T[]} */
  const found = [];
  for (const element of within.querySelectorAll(selector)) if (element instanceof type) found.push(element);
  return found;
}

function localTimes() {
  const { lang } = document.documentElement;
  // The visitor's own habits where they are of the page's language: 22:35 or 10:35 PM.
  const habits = navigator.languages.find((wish) => wish.split('-')[0] === lang) ?? lang;
  const format = new Intl.DateTimeFormat(habits, { dateStyle: 'full', timeStyle: 'short' });
  for (const element of all('time[data-local]', HTMLTimeElement)) {
    element.textContent = format.format(new Date(element.dateTime));
  }
}

function copyButtons() {
  for (const button of all('button[data-copy]', HTMLButtonElement)) {
    if (!window.isSecureContext) continue;
    button.hidden = false;
    button.addEventListener('click', () => {
      void navigator.clipboard.writeText(button.dataset['copy'] ?? '').then(() => {
        button.textContent = button.dataset['copied'] ?? '';
      });
    });
  }
}

/** Only a page somebody sees counts: mail scanners open links too. */
function tellOpened() {
  const token = all('[data-invitation]', HTMLElement)[0]?.dataset['invitation'];
  if (!token) return;
  const tell = () => {
    if (document.visibilityState !== 'visible') return;
    document.removeEventListener('visibilitychange', tell);
    const body = JSON.stringify({ token, step: 'pageOpened' });
    void fetch('/api/invitations/steps', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  };
  document.addEventListener('visibilitychange', tell);
  tell();
}

/** The steps as far as they have come, while somebody looks; asked for less often the longer nothing happens. */
function followProgress() {
  const token = all('[data-invitation]', HTMLElement)[0]?.dataset['invitation'];
  const steps = all('[data-stage]', HTMLElement)[0];
  const now = all('.now', HTMLElement)[0];
  if (!token || !steps || !now) return;
  let changedAt = Date.now();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @param {string} stage */
  const show = (stage) => {
    if (stage === steps.dataset['stage']) return;
    if (stage === 'ended') location.reload();
    changedAt = Date.now();
    steps.dataset['stage'] = stage;
    now.textContent = steps.dataset[stage] ?? '';
  };
  /** @param {{ sent: number, total: number } | null} download */
  const showDownload = (download) => {
    const line = all('[data-downloaded]', HTMLElement)[0];
    if (!line || !download || steps.dataset['stage'] !== 'invited') return;
    const format = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
    const [sent, total] = [download.sent, download.total].map((bytes) => format.format(bytes / 1e6));
    const words = (line.dataset['downloaded'] ?? '').replace('{sent}', sent ?? '').replace('{total}', total ?? '');
    if (words === line.textContent) return;
    line.textContent = words;
    changedAt = Date.now();
  };
  const look = async () => {
    clearTimeout(timer);
    if (document.visibilityState !== 'visible') return;
    try {
      const body = JSON.stringify({ token });
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch('/api/invitations/progress', { method: 'POST', headers, body });
      // The link is of no more use; the page says what to do instead.
      if (answer.status === 404) location.reload();
      else if (answer.ok) {
        const { stage, download } = await answer.json();
        show(stage);
        showDownload(download);
      }
    } catch {
      // Without a connection the page stays as it was, and asks again.
    }
    timer = setTimeout(() => void look(), Math.min(20_000, 2_000 + (Date.now() - changedAt) / 30));
  };
  document.addEventListener('visibilitychange', () => void look());
  void look();
}

/**
 * A counter so that SHA-256(salt:counter) starts with the wanted zero bits; packages/protocol/src/proof-of-work.ts.
 * @param {ProofChallenge} challenge
 */
async function solve({ salt, bits }) {
  const encoder = new TextEncoder();
  for (let counter = 0; ; counter++) {
    const hash = new DataView(await crypto.subtle.digest('SHA-256', encoder.encode(`${salt}:${counter}`)));
    if (Math.clz32(hash.getUint32(0)) >= bits) return { salt, counter };
  }
}

/**
 * @param {string} code
 * @param {{ salt: string, counter: number }} [proof]
 * @returns {Promise<JoinAnswer>}
 */
async function askServer(code, proof) {
  const response = await fetch('/api/join', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, ...(proof ? { proof } : {}) }),
  });
  return response.json();
}

/** @param {string} code */
async function join(code) {
  const answer = await askServer(code);
  const challenge = answer.error?.proof;
  return challenge && window.isSecureContext ? askServer(code, await solve(challenge)) : answer;
}

/** @type {Readonly<Record<string, string>>} */
const errorKeys = {
  code_invalid: 'codeInvalid',
  too_many_attempts: 'tooManyAttempts',
  proof_required: 'proofRequired',
};

function joinForm() {
  const form = all('form[data-join]', HTMLFormElement)[0];
  const input = form && all('#code', HTMLInputElement, form)[0];
  const error = form && all('#error', HTMLElement, form)[0];
  const button = form && all('button', HTMLButtonElement, form)[0];
  if (!form || !input || !error || !button) return;
  const label = button.textContent;
  /** @param {string} words */
  const show = (words) => {
    error.textContent = words;
    input.toggleAttribute('aria-invalid', words !== '');
    if (words !== '') input.focus();
  };
  /** @param {boolean} on */
  const busy = (on) => {
    button.ariaBusy = String(on);
    button.textContent = on ? (form.dataset['busy'] ?? '') : label;
  };
  input.addEventListener('input', () => {
    const digits = input.value.replace(/\D/g, '').slice(0, 9);
    const atEnd = input.selectionStart === input.value.length;
    if (atEnd) input.value = digits.replace(/(\d{3})(?=\d)/g, '$1 ');
    show('');
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (button.ariaBusy === 'true') return;
    const digits = input.value.replace(/\D/g, '');
    if (digits.length !== 9) {
      show(form.dataset['incomplete'] ?? '');
      return;
    }
    busy(true);
    join(digits)
      .then((answer) => {
        if (answer.path) {
          location.assign(`${answer.path}?lang=${document.documentElement.lang}`);
          return;
        }
        busy(false);
        show(form.dataset[errorKeys[answer.error?.code ?? ''] ?? 'failed'] ?? '');
      })
      .catch(() => {
        busy(false);
        show(form.dataset['failed'] ?? '');
      });
  });
}

localTimes();
copyButtons();
tellOpened();
followProgress();
joinForm();
