// The options a host can set, each as a flag and as an environment variable. Text only; meaning is load-config.ts's.

export interface OptionDefinition {
  /** Without the dashes. */
  readonly flag: string;
  readonly environment: readonly string[];
  /** How the value is called in the help. */
  readonly value: string;
  readonly help: string;
  /** Not to be repeated, and also read from a file: other users of the machine see flags and may see variables. */
  readonly secret?: true;
}

export const optionDefinitions = {
  port: { flag: 'port', environment: ['NEARHAND_PORT'], value: 'NUMBER', help: 'Port to listen on (8080)' },
  host: { flag: 'host', environment: ['NEARHAND_HOST'], value: 'ADDRESS', help: 'Address to listen on (127.0.0.1)' },
  data: { flag: 'data', environment: ['NEARHAND_DATA'], value: 'DIR', help: 'Folder for everything it keeps (./data)' },
  publicUrl: {
    flag: 'public-url',
    environment: ['NEARHAND_PUBLIC_URL'],
    value: 'URL',
    help: 'Address people and agents use, for example https://help.example.org',
  },
  tls: {
    flag: 'tls',
    environment: ['NEARHAND_TLS'],
    value: 'MODE',
    help: 'off (this computer only), files, self-made (intranet), or proxy (in front) (off)',
  },
  tlsCert: {
    flag: 'tls-cert',
    environment: ['NEARHAND_TLS_CERT'],
    value: 'FILE',
    help: 'Certificate chain, with --tls files',
  },
  tlsKey: { flag: 'tls-key', environment: ['NEARHAND_TLS_KEY'], value: 'FILE', help: 'Private key, with --tls files' },
  trustedProxies: {
    flag: 'trusted-proxies',
    environment: ['NEARHAND_TRUSTED_PROXIES'],
    value: 'LIST',
    help: 'Addresses or blocks of the proxy, separated by commas, with --tls proxy',
  },
  databaseUrl: {
    flag: 'database-url',
    environment: ['NEARHAND_DATABASE_URL', 'DATABASE_URL'],
    value: 'URL',
    secret: true,
    help: 'A PostgreSQL of your own; left out, the server runs one in the data folder',
  },
  name: { flag: 'name', environment: ['NEARHAND_NAME'], value: 'TEXT', help: 'Name shown to people (Nearhand)' },
  logLevel: {
    flag: 'log-level',
    environment: ['NEARHAND_LOG_LEVEL'],
    value: 'LEVEL',
    help: 'error, warn, info or debug (info)',
  },
  metricsToken: {
    flag: 'metrics-token',
    environment: ['NEARHAND_METRICS_TOKEN'],
    value: 'TEXT',
    secret: true,
    help: 'Lets other machines read /metrics with this bearer token',
  },
  smtpUrl: {
    flag: 'smtp-url',
    environment: ['NEARHAND_SMTP_URL'],
    value: 'URL',
    secret: true,
    help: 'Mail server, smtp(s)://user:password@host:port; left out, mails stay in the portal’s outbox',
  },
  mailFrom: {
    flag: 'mail-from',
    environment: ['NEARHAND_MAIL_FROM'],
    value: 'ADDRESS',
    help: 'Sender of mails, such as help@example.org or "Fjord IT <help@example.org>"',
  },
  pushToPrivate: {
    flag: 'push-to-private',
    environment: ['NEARHAND_PUSH_TO_PRIVATE'],
    value: 'on|off',
    help: 'Push services at private addresses too, where a network has its own (off)',
  },
  googleClientId: {
    flag: 'google-client-id',
    environment: ['NEARHAND_GOOGLE_CLIENT_ID'],
    value: 'TEXT',
    help: 'Signing in with Google: the client made there',
  },
  googleClientSecret: {
    flag: 'google-client-secret',
    environment: ['NEARHAND_GOOGLE_CLIENT_SECRET'],
    value: 'TEXT',
    secret: true,
    help: 'Its secret',
  },
  facebookClientId: {
    flag: 'facebook-client-id',
    environment: ['NEARHAND_FACEBOOK_CLIENT_ID'],
    value: 'TEXT',
    help: 'Signing in with Facebook: the app made there',
  },
  facebookClientSecret: {
    flag: 'facebook-client-secret',
    environment: ['NEARHAND_FACEBOOK_CLIENT_SECRET'],
    value: 'TEXT',
    secret: true,
    help: 'Its secret',
  },
  facebookTrustAddresses: {
    flag: 'facebook-trust-addresses',
    environment: ['NEARHAND_FACEBOOK_TRUST_ADDRESSES'],
    value: 'on|off',
    help: 'Take Facebook’s word for e-mail addresses (off)',
  },
  oidcIssuer: {
    flag: 'oidc-issuer',
    environment: ['NEARHAND_OIDC_ISSUER'],
    value: 'URL',
    help: 'Signing in with an OpenID Connect provider: its address (issuer)',
  },
  oidcClientId: {
    flag: 'oidc-client-id',
    environment: ['NEARHAND_OIDC_CLIENT_ID'],
    value: 'TEXT',
    help: 'The client made there',
  },
  oidcClientSecret: {
    flag: 'oidc-client-secret',
    environment: ['NEARHAND_OIDC_CLIENT_SECRET'],
    value: 'TEXT',
    secret: true,
    help: 'Its secret',
  },
  oidcName: {
    flag: 'oidc-name',
    environment: ['NEARHAND_OIDC_NAME'],
    value: 'TEXT',
    help: 'What its button says (the issuer’s name)',
  },
  oidcTrustAddresses: {
    flag: 'oidc-trust-addresses',
    environment: ['NEARHAND_OIDC_TRUST_ADDRESSES'],
    value: 'on|off',
    help: 'Take its word for e-mail addresses where it does not say whether they were confirmed (off)',
  },
  demo: { flag: 'demo', environment: ['NEARHAND_DEMO'], value: 'on|off', help: 'The demo computer (on)' },
  programs: {
    flag: 'programs',
    environment: ['NEARHAND_PROGRAMS'],
    value: 'LIST',
    help: 'Systems to build the agent for, such as win32-x64,linux-x64; all or off (all)',
  },
  programLevel: {
    flag: 'program-level',
    environment: ['NEARHAND_PROGRAM_LEVEL'],
    value: 'NUMBER',
    help: 'How hard they are compressed for the download, 1 (built sooner) to 19 (smaller) (17)',
  },
  signCertificate: {
    flag: 'sign-certificate',
    environment: ['NEARHAND_SIGN_CERTIFICATE'],
    value: 'FILE',
    help: 'Signs the Windows program with this certificate and chain; needs osslsigncode',
  },
  signKey: { flag: 'sign-key', environment: ['NEARHAND_SIGN_KEY'], value: 'FILE', help: 'Its private key' },
  signPasswordFile: {
    flag: 'sign-key-password-file',
    environment: ['NEARHAND_SIGN_KEY_PASSWORD_FILE'],
    value: 'FILE',
    help: 'The key’s password, where it has one',
  },
  signTimestamp: {
    flag: 'sign-timestamp',
    environment: ['NEARHAND_SIGN_TIMESTAMP'],
    value: 'URL',
    help: 'Time stamping service, so that signatures outlive the certificate',
  },
  requestHours: {
    flag: 'request-hours',
    environment: ['NEARHAND_REQUEST_HOURS'],
    value: 'NUMBER',
    help: 'How long the link and code of a new request are good (24)',
  },
} as const satisfies Record<string, OptionDefinition>;

export type OptionName = keyof typeof optionDefinitions;

export const optionEntries = Object.entries(optionDefinitions) as readonly [OptionName, OptionDefinition][];

export function isSecret(name: OptionName): boolean {
  const definition: OptionDefinition = optionDefinitions[name];
  return definition.secret === true;
}

/** The flag of a secret that is read from a file, and its variable. */
export function fileOptionOf({ flag, environment }: OptionDefinition): { flag: string; variable: string } {
  return { flag: `${flag}-file`, variable: `${environment[0]}_FILE` };
}

export function helpText(): string {
  const rows = optionEntries.map(([, definition]: readonly [OptionName, OptionDefinition]) => {
    const { flag, value, help, environment, secret } = definition;
    const left = `  --${flag} ${value}`.padEnd(26);
    const file = secret === true ? `, or --${fileOptionOf(definition).flag} FILE` : '';
    return `${left}${help}${file}\n${' '.repeat(26)}${environment.join(' or ')}`;
  });
  return [
    'Starts the Nearhand server.',
    '',
    'Usage: npm start -- [options]',
    '',
    ...rows,
    '  --help                  Show this text',
    '  --version               Show the version',
    '',
  ].join('\n');
}
