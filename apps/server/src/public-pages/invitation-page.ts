// What the customer sees behind the link: who invites, what will happen, what will be asked, how to start.

import { formatRequestCode } from '@nearhand/protocol';
import type { InvitationView } from '../invitations/invitation.service.ts';
import { type Html, html } from './html.ts';
import { type PageFrame, layout, safetyNote } from './layout.ts';
import { programPart, type ProgramPartOptions } from './program-part.ts';
import { pageTexts } from './texts/language.ts';

export interface InvitationPageOptions extends Omit<ProgramPartOptions, 'locale' | 'invitation'> {
  readonly invitation: InvitationView;
  readonly token: string;
}

/** First letters of the first and last word, as a picture for people without one. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => ([...(word ?? '')][0] ?? '').toLocaleUpperCase()).join('');
}

export function dateAndTime(frame: PageFrame, at: Date): Html {
  const text = new Intl.DateTimeFormat(frame.locale, { dateStyle: 'full', timeStyle: 'short', timeZone: 'UTC' });
  return html`<time datetime="${at.toISOString()}" data-local>${text.format(at)} UTC</time>`;
}

function avatar({ picture, technician }: InvitationView): Html {
  if (picture === null) return html`<span class="avatar" aria-hidden="true">${initials(technician)}</span>`;
  return html`<img class="avatar" src="${picture}" alt="" width="64" height="64" />`;
}

function heading(frame: PageFrame, invitation: InvitationView, title: string): Html {
  return html`<div class="who">
    ${avatar(invitation)}
    <div>
      <h1>${title}</h1>
      <p class="from">${pageTexts[frame.locale].invitation.from(invitation.organisation)}</p>
    </div>
  </div>`;
}

export function invitationPage(frame: PageFrame, options: InvitationPageOptions): Html {
  const { invitation } = options;
  const { code, technician } = invitation;
  if (invitation.stage === 'ended' || code === null) return messagePage(frame, pageTexts[frame.locale].ended);
  const texts = pageTexts[frame.locale].invitation;
  const title = texts.title(technician);
  return layout(
    frame,
    title,
    html`<article class="card" data-invitation="${options.token}">
        ${heading(frame, invitation, title)}
        <p class="lead">${texts.lead}</p>
        <div class="columns">
          <section>
            <h2>${texts.steps}</h2>
            ${steps(frame, invitation)}
          </section>
          <section>
            <h2>${texts.asks}</h2>
            <ul class="asks">
              ${invitation.permissions.map((permission) => html`<li>${texts[permission]}</li>`)}
            </ul>
          </section>
        </div>
        <section class="start">
          <div class="code">
            <h2>${texts.code}</h2>
            <p class="digits">${formatRequestCode(code)}</p>
            <p class="hint">${texts.codeHint}</p>
          </div>
          <div class="program">
            <h2>${texts.program}</h2>
            ${programPart({ ...options, locale: frame.locale, invitation: { token: options.token, code } })}
          </div>
        </section>
        <p class="hint expires">${texts.expires} ${dateAndTime(frame, invitation.expiresAt)}</p>
      </article>
      ${safetyNote(frame.locale)}`,
  );
}

/** As far as it has come when the page is made; its script goes on from there. */
function steps({ locale }: PageFrame, { stage, technician }: InvitationView): Html {
  const texts = pageTexts[locale].invitation;
  const now = { started: texts.started, allowed: texts.allowed(technician), connected: texts.connected(technician) };
  const words = stage === 'invited' || stage === 'ended' ? '' : now[stage];
  return html`<ol
      class="steps"
      data-stage="${stage}"
      data-started="${now.started}"
      data-allowed="${now.allowed}"
      data-connected="${now.connected}"
    >
      <li>${texts.step1}</li>
      <li>${texts.step2(technician)}</li>
      <li>${texts.step3}</li>
    </ol>
    <p class="now" role="status">${words}</p>`;
}

export function invalidLinkPage(frame: PageFrame): Html {
  return messagePage(frame, pageTexts[frame.locale].invalid);
}

function messagePage(frame: PageFrame, texts: { title: string; lead: string; again: string }): Html {
  return layout(
    frame,
    texts.title,
    html`<section class="card narrow">
      <h1>${texts.title}</h1>
      <p class="lead">${texts.lead}</p>
      <p>${texts.again}</p>
      <p><a class="button quiet" href="/join?lang=${frame.locale}">${pageTexts[frame.locale].ended.other}</a></p>
    </section>`,
  );
}
