// What the customer's pages say, in English; the other languages have the same keys.

export const en = {
  language: 'Language',
  home: (server: string) => `${server}, start page`,
  join: {
    title: 'Get help',
    lead: 'Type the nine digits the person helping you has told you.',
    code: 'Your code',
    hint: 'Nine digits, such as 408 080 316',
    submit: 'Continue',
    busy: 'One moment…',
    incomplete: 'A code has nine digits. Please check what you typed.',
    code_invalid:
      'This code does not work. It may be mistyped, already used or expired. Ask for it again, digit by digit.',
    too_many_attempts: 'Too many attempts. Please wait a few minutes and try again.',
    proof_required: 'Many wrong codes are being tried just now. Please try again in a moment.',
    failed: 'That did not work. Please check your connection and try again.',
  },
  safety: {
    title: 'Did somebody you do not know ask you to come here?',
    text: 'Then stop. Banks, authorities and computer makers never call to ask for this. Only continue when you asked for help yourself.',
  },
  invitation: {
    title: (technician: string) => `${technician} would like to help you`,
    from: (organisation: string) => `from ${organisation}`,
    lead: 'You decide what happens. Nothing is shared before you press “Allow”, and you can end it at any time.',
    steps: 'This is what happens',
    step1: 'You start the help program on this computer.',
    step2: (technician: string) => `You see that ${technician} asks for access, and press “Allow”.`,
    step3: 'You watch what is done. “End session” stops everything at once.',
    asks: 'What will be asked for',
    view: 'See your screen',
    control: 'Use your mouse and keyboard',
    program: 'The help program',
    code: 'Your code',
    codeHint: 'The program asks for it.',
    expires: 'Valid until',
  },
  program: {
    none: (system: string) => `This server does not offer the program for ${system} yet.`,
    unknownSystem: 'your system',
    ask: 'Please tell the person who is helping you.',
    fromSource: 'Where Nearhand’s source is at hand, this command starts it:',
    copy: 'Copy',
    copied: 'Copied',
  },
  ended: {
    title: 'This invitation has ended',
    lead: 'It was closed or has expired. Nobody is connected to your computer through it.',
    again: 'If you still need help, ask for a new link or code.',
    other: 'I have a code',
  },
  invalid: {
    title: 'This link does not work',
    lead: 'It may be incomplete, or the invitation is no longer valid.',
    again: 'Copy the whole link from the message, or ask for a new one.',
  },
  download: {
    title: 'The help program',
    lead: 'It lets somebody you trust see this computer’s screen, and only after you press “Allow”.',
    needCode: 'It asks for the nine digits of your invitation.',
    windows: 'Windows',
    macos: 'macOS',
    linux: 'Linux',
  },
  authority: {
    title: 'Trust this server',
    lead: 'This server made its own certificate. Install its authority once on each computer, and the warning is gone.',
    download: 'Download the certificate authority',
    fingerprint: 'Compare this fingerprint with the one your administrator gave you:',
    windows:
      'Windows: open the file, choose “Install certificate”, “Local machine”, “Trusted root certification authorities”.',
    macos: 'macOS: open the file in Keychain Access, then set it to “Always trust”.',
    linux: 'Debian and Ubuntu: copy the file to /usr/local/share/ca-certificates/ and run update-ca-certificates.',
    firefox: 'Firefox: Settings, Privacy and security, Certificates, View certificates, Authorities, Import.',
    chrome: 'Chrome and Edge on Linux: Settings, Privacy and security, Security, Manage certificates, Import.',
    android: 'Android: Settings, Security, Encryption and credentials, Install a certificate, CA certificate.',
    ios: 'iPhone and iPad: open the file, install the profile in Settings, then switch it on under General, About, Certificate trust settings.',
    scope: 'It can only vouch for this server’s own names.',
  },
};

export type PageTexts = typeof en;
