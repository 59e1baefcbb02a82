// What the host decided, read once at start and frozen. Reading and checking it is load-config.ts's.

import type { AgentTarget } from '@nearhand/protocol';

export type TlsMode = 'off' | 'files' | 'self-made' | 'proxy';

export interface MailConfig {
  readonly host: string;
  readonly port: number;
  /** Encrypted from the first byte; otherwise by STARTTLS. */
  readonly secure: boolean;
  readonly login: { readonly user: string; readonly password: string } | null;
}

export interface ProviderConfig {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Addresses count as confirmed though the provider does not say so. */
  readonly trustsAddresses: boolean;
}

/** Null: not given here; the host's administrator may set it in the portal. */
export interface ProvidersConfig {
  readonly google: ProviderConfig | null;
  readonly facebook: ProviderConfig | null;
  readonly oidc: (ProviderConfig & { readonly name: string; readonly issuer: string }) | null;
}

export interface ServerConfig {
  /** Shown to people, for example in the tab's title. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** Absolute. */
  readonly dataFolder: string;
  /** Origin without a trailing slash, for example `https://help.example.org`. */
  readonly publicUrl: string;
  readonly tls: {
    readonly mode: TlsMode;
    readonly certificateFile: string | null;
    readonly keyFile: string | null;
  };
  /** Addresses or CIDR blocks whose X-Forwarded-* headers count. */
  readonly trustedProxies: readonly string[];
  /** Null: the server runs its own PostgreSQL in the data folder. */
  readonly databaseUrl: string | null;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
  /** Lets other machines than this one read /metrics; null: only loopback may. */
  readonly metricsToken: string | null;
  /** Every organisation has a demo computer, served by a program this server runs. */
  readonly demo: boolean;
  /** Systems that the agent is built for, for customers to download. */
  readonly programs: readonly AgentTarget[];
  /** How hard their downloads are compressed: 1 is quick, 19 is small. */
  readonly programLevel: number;
  /** Windows programs are signed with it; null: they are not signed. */
  readonly signing: {
    readonly certificateFile: string;
    readonly keyFile: string;
    readonly passwordFile: string | null;
    readonly timestampUrl: string | null;
  } | null;
  /** How long the link and code of a new request are good. */
  readonly requestValidityMs: number;
  /** Null: mails stay in the outbox, where the host's administrator reads them. */
  readonly smtp: MailConfig | null;
  /** Push services at private addresses are taken too. */
  readonly pushToPrivate: boolean;
  /** Accounts elsewhere that people may sign in with. */
  readonly providers: ProvidersConfig;
  /** Who mails come from. */
  readonly mailFrom: { readonly name: string; readonly address: string };
}
