// An invitation in the technician's own words, for the technician's own mail program. Nothing here is sent.

import { formatRequestCode, type InvitationDraft } from '@nearhand/protocol';
import { fill } from './fill.ts';
import { mailTexts, type Reader, type RequestInvitation } from './letters.ts';
import { mailTime } from './mail-time.ts';

type Known = Pick<RequestInvitation, 'inviter' | 'organisation' | 'joinUrl' | 'control' | 'untilMs'>;

/** Null: the technician may not invite that way, so it is left out. */
export interface DraftWays {
  readonly link: string | null;
  readonly code: string | null;
}

export function writeInvitationDraft(
  { locale, habits }: Pick<Reader, 'locale' | 'habits'>,
  known: Known,
  { link, code }: DraftWays,
): InvitationDraft {
  const { greetingUnnamed, requestInvitation, invitationDraft: words } = mailTexts[locale];
  const { inviter, organisation, joinUrl, control, untilMs } = known;
  const when = mailTime(untilMs, locale, habits);
  const byCode = code === null ? [] : [fill(link === null ? words.code : words.both, codeValues(code, joinUrl))];
  return {
    subject: fill(requestInvitation.subject, { organisation }),
    text: [
      greetingUnnamed,
      words.opening,
      ...(link === null ? [] : [`${words.link}\n${link}`]),
      ...byCode,
      control ? words.control : words.view,
      fill(words.valid, { when }),
      words.notice,
      `${inviter}\n${organisation}`,
    ].join('\n\n'),
  };
}

function codeValues(code: string, join: string): { code: string; join: string } {
  return { code: formatRequestCode(code), join };
}
