// English, and the list of texts every other language must have.

export const en = {
  languageName: 'English',
  language: 'Language',
  windowTitle: 'Remote support',

  tabSession: 'Session',
  tabAccount: 'Account',
  accountTitle: 'This computer',
  accountNone: 'It is not linked to an account. Nothing of this program stays on the computer when it ends.',
  showWindow: 'Show window',
  close: 'Close',

  connectingTitle: 'Getting ready…',
  connectingText: 'Connecting to the server. This takes a moment.',

  codeTitle: 'Type your code',
  codeText: 'The person who helps you gave you nine digits.',
  codeLabel: 'Your code',
  codeExample: 'For example 408 080 316',
  codeContinue: 'Continue',
  codeShape: 'A code has nine digits. Please look again.',
  code_invalid:
    'This code does not work. It may be mistyped, used already or too old. Try again, or ask for a new one.',
  agent_key_refused: 'This code was already used on another computer. Ask for a new one.',
  too_many_attempts: 'There were too many tries. Please wait a minute.',
  proof_required: 'The server is very busy with wrong codes. Please try again in a minute.',

  askingTitle: '{technician} would like to help you',
  askingFrom: 'from {organisation}',
  askingIntro: 'If you allow it, {technician} can:',
  permission_view: 'See your screen',
  permission_view_more: 'everything that is on it, until the session ends',
  permission_control: 'Use your mouse and keyboard',
  permission_control_more: 'as if sitting next to you; you keep control too',
  needsView: 'Leave “See your screen” ticked, or choose Deny.',
  warningTitle: 'Did you ask for this help?',
  warningText:
    'If somebody called you unasked, choose Deny. Your bank, the police or a software company will never call you to look at your screen.',
  allow: 'Allow',
  deny: 'Deny',
  askingEnd: 'You can end it at any moment.',

  waitingTitle: 'Waiting for {technician}',
  waitingText: 'You allowed access. Nobody is connected yet, and nobody sees your screen.',
  waitingKeep: 'Please keep this window open.',
  changedMind: 'I changed my mind',

  activeOneTitle: '{name} is connected',
  activeManyTitle: '{count} people are connected',
  activeSince: 'since {time}',
  activeInterrupted: 'connection lost, coming back…',
  activeMay: 'What is allowed now',
  activeView: 'Your screen can be seen',
  activeControl: 'Mouse and keyboard can be used',
  activeControlOff: 'Mouse and keyboard cannot be used',
  activeUntick: 'Untick this to take it back.',
  takeBack: 'Take back',
  wordsTitle: 'Make sure it is the right person',
  wordsText: 'Let {name} read these words to you. They must be the same:',
  wordsMany: 'Let each person read their words to you. They must be the same:',
  end: 'End session',
  closeEnds: 'Closing this window ends the session too.',

  endedTitle: 'The session is over',
  ended_customer: 'You ended it. Nobody is connected to this computer.',
  ended_technician: 'It was closed by the person who helped you. Nobody is connected to this computer.',
  ended_expired: 'The time for this request is over. Nobody is connected to this computer.',
  ended_noAnswer: 'There was no answer, so nobody was let in.',
  ended_stopped: 'The program was stopped. Nobody is connected to this computer.',
  receipt: 'What happened',
  receiptNobody: 'Nobody was connected.',
  receiptVisit: '{name} ({organisation}), {from} to {to}',
  receipt_view: 'saw the screen',
  'receipt_view,control': 'saw the screen, could use mouse and keyboard',
  closeWindow: 'You can close this window.',

  deniedTitle: 'Access was refused',
  deniedText: 'Nobody was connected to this computer, and nobody can connect.',
  deniedMistake: 'Was that a mistake? Ask for a new invitation.',

  failedTitle: 'This did not work',
  failed_other: 'Something went wrong. Please ask the person who helps you for a new invitation.',
  failed_identity_changed:
    'The server is not the one this program knows. To protect you, the program does not connect to it.',
  failed_protocol_unsupported: 'This program is too old for the server. Please download it again.',
  failed_agent_replaced: 'The program was started a second time. Please use the other window.',
  failed_enrolment_token_invalid: 'The enrolment token is wrong, used up or expired.',

  offline: 'No connection to the server. Trying again…',
  lostTitle: 'The program is not running any more',
  lostText:
    'Nobody is connected through this window. If you still want help, start the program again; this page then goes on by itself.',
  limit_noDesktop: 'This computer has no screen that could be shown.',
  limit_wayland:
    'This desktop uses Wayland, which cannot be shown yet. Sign in again with “Xorg” or “X11” to get help.',
  failedAnswer: 'That did not work. Please try again.',

  terminalAsk: 'Type a number and press Enter:',
  terminalAllowAll: 'Allow',
  terminalAllowView: 'Allow looking only, without mouse and keyboard',
  terminalDeny: 'Deny (also by closing this window)',
  terminalCode: 'Your code (nine digits), then Enter:',
  terminalEnd: 'End session',
  terminalTakeBack: 'Take back mouse and keyboard',
  terminalWords: 'Words to compare: {words}',
} as const satisfies Record<string, string>;

export type TextKey = keyof typeof en;
export type Texts = Readonly<Record<TextKey, string>>;
