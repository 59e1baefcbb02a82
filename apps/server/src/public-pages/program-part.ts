// How the customer gets the program: for the system that the browser says it runs on, the others below; what it is, to be
// compared; and what browser and system will say about it. Works without script.

import type { AgentTarget, Locale } from '@nearhand/protocol';
import { brand } from '../downloads/open-shelf.ts';
import { envelopeOf } from '../downloads/downloads.routes.ts';
import type { ProgramShelf, ReadyProgram } from '../downloads/program-shelf.ts';
import { type Html, html } from './html.ts';
import type { CustomerSystem } from './system.ts';
import { pageTexts } from './texts/language.ts';

export interface ProgramPartOptions {
  readonly locale: Locale;
  readonly system: CustomerSystem;
  readonly serverUrl: string;
  readonly shelf: ProgramShelf;
  /** Of the invitation; null: the program asks for the code. */
  readonly invitation: { readonly token: string; readonly code: string } | null;
}

/** The likelier machine of each system first. */
const targetsOf: Readonly<Record<CustomerSystem, readonly AgentTarget[]>> = {
  windows: ['win32-x64'],
  macos: ['darwin-arm64', 'darwin-x64'],
  linux: ['linux-x64', 'linux-arm64'],
  other: [],
};
const allTargets = [...targetsOf.windows, ...targetsOf.macos, ...targetsOf.linux];

interface Offer {
  readonly target: AgentTarget;
  readonly program: ReadyProgram;
  readonly path: string;
  readonly fileName: string;
}

export function programPart(options: ProgramPartOptions): Html {
  const { locale, system, shelf } = options;
  const texts = pageTexts[locale].program;
  const offers = allTargets.flatMap((target) => offerOf(options, target));
  const own = offers.filter(({ target }) => targetsOf[system].includes(target));
  const others = offers.filter((offer) => !own.includes(offer));
  const [first] = own;
  if (offers.length === 0 && !allTargets.some((target) => shelf.state(target) !== null)) return fromSource(options);
  return html`${first === undefined ? missing(options) : offered(options, first, own.slice(1))}
    <p class="hint downloaded" role="status" data-downloaded="${texts.downloaded('{sent}', '{total}')}"></p>
    ${
      others.length === 0
        ? null
        : html`<details>
            <summary>${texts.others}</summary>
            <ul class="downloads">
              ${others.map((offer) => html`<li>${link(options, offer)}</li>`)}
            </ul>
          </details>`
    }
    ${checksums(options, first === undefined ? offers : [...own, ...others])}`;
}

function offerOf({ shelf, invitation }: ProgramPartOptions, target: AgentTarget): Offer[] {
  const program = shelf.ready(target);
  if (program === null) return [];
  const { fileName } = envelopeOf(program, brand, invitation && { kind: 'code', code: invitation.code });
  const path = invitation === null ? `/download/${target}` : `/j/${invitation.token}/program/${target}`;
  return [{ target, program, path, fileName }];
}

function offered(options: ProgramPartOptions, offer: Offer, alternatives: readonly Offer[]): Html {
  const { locale, system } = options;
  const texts = pageTexts[locale].program;
  const { isSigned } = offer.program.build;
  const says = system === 'windows' ? (isSigned ? texts.opensSigned : texts.opensWindows) : null;
  return html`<p>
      <a class="button" href="${offer.path}" download>${texts.download(texts.targets[offer.target])}</a>
      <span class="hint">${megabytes(locale, offer)}</span>
    </p>
    ${alternatives.map((other) => html`<p class="hint">${link(options, other)}</p>`)}
    ${says === null ? null : html`<p class="hint">${says}</p>`}
    ${system === 'macos' ? html`<p class="hint">${texts.opensMacos}</p>` : null}
    ${system === 'linux' ? commandLine(options, offer) : null}`;
}

function link({ locale }: ProgramPartOptions, offer: Offer): Html {
  const name = pageTexts[locale].program.targets[offer.target];
  return html`<a href="${offer.path}" download>${name}</a> <span class="hint">${megabytes(locale, offer)}</span>`;
}

/** One line that downloads, unpacks and starts. */
function commandLine({ locale, serverUrl }: ProgramPartOptions, { path, fileName }: Offer): Html {
  const texts = pageTexts[locale].program;
  const command = `curl -fsS --compressed ${serverUrl}${path} | tar -x && ./${fileName.replace(/\.tar$/, '')}`;
  return html`<p class="hint">${texts.opensLinux}</p>
    ${copied(locale, command)}`;
}

function missing({ locale, system, shelf }: ProgramPartOptions): Html {
  const { program, download } = pageTexts[locale];
  const name = system === 'other' ? program.unknownSystem : download[system];
  const isComing = targetsOf[system].some((target) => {
    const kind = shelf.state(target)?.kind;
    return kind === 'waiting' || kind === 'building';
  });
  return html`<p>${isComing ? program.coming(name) : program.none(name)} ${isComing ? null : program.ask}</p>`;
}

/** Where this server builds no programs at all. */
function fromSource({ locale, system, serverUrl, invitation }: ProgramPartOptions): Html {
  const { program, download } = pageTexts[locale];
  const name = system === 'other' ? program.unknownSystem : download[system];
  const command = `npm run agent -- --server ${serverUrl}${invitation === null ? '' : ` --code ${invitation.code}`}`;
  return html`<p>${program.none(name)} ${program.ask}</p>
    <p class="hint">${program.fromSource}</p>
    ${copied(locale, command)}`;
}

function copied(locale: Locale, command: string): Html {
  const { program } = pageTexts[locale];
  return html`<div class="command">
    <code>${command}</code>
    <button type="button" class="quiet" data-copy="${command}" data-copied="${program.copied}" hidden>
      ${program.copy}
    </button>
  </div>`;
}

function checksums({ locale }: ProgramPartOptions, offers: readonly Offer[]): Html | null {
  const texts = pageTexts[locale].program;
  if (offers.length === 0) return null;
  return html`<details>
    <summary>${texts.checksums}</summary>
    <p class="hint">${texts.checksumsHint}</p>
    <dl class="checksums">
      ${offers.map(
        ({ target, program }) =>
          html`<dt>${texts.targets[target]}</dt>
            <dd><code>${program.build.sha256}</code></dd>`,
      )}
    </dl>
  </details>`;
}

/** What goes over the line to a browser of today. */
function megabytes(locale: Locale, { program: { build } }: Offer): string {
  const bytes = build.compressed?.zstdSize ?? build.size;
  const format = new Intl.NumberFormat(locale, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 0 });
  return format.format(bytes / 1e6);
}
