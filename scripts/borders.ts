// The one table of borders: which runtime each package lives in and what it may import. The linter's rules
// (oxlint.config.ts) and the checks of manifests and imports (manifest-check.ts, import-check.ts) are derived from it;
// ARCHITECTURE.md shows it to people. Changing a border is a decision: change it here, there, and say why in
// docs/decisions/.

/** neutral: neither Node nor DOM; node: Node only; dom: browser only; leaf: consumes everything, imported by no program. */
export type Runtime = 'neutral' | 'node' | 'dom' | 'leaf';

export interface Border {
  /** Folder relative to the repository's root. */
  readonly folder: string;
  /** Name in its package.json. */
  readonly name: string;
  readonly runtime: Runtime;
  /** Workspace packages it may import, by name. */
  readonly mayImport: readonly string[];
  /** Registry packages it may depend on; left out where any declared one will do. */
  readonly externals?: readonly string[];
  /** True for the one package that may call native libraries and ask which operating system it is on. */
  readonly touchesSystem?: true;
  /** Globals that exist in its runtime and yet are not its business, each with what to do instead. */
  readonly bannedGlobals?: Readonly<Record<string, string>>;
}

const base = '@nearhand/base';
const protocol = '@nearhand/protocol';
const session = '@nearhand/session';
const screen = '@nearhand/screen';
const host = '@nearhand/host';
const viewer = '@nearhand/viewer';
const agentBuilder = '@nearhand/agent-builder';
const agent = '@nearhand/agent';
const e2e = '@nearhand/e2e';

const noWebRtc = 'The portal knows no WebRTC: transports are the business of packages/session, reached through viewer.';

export const borders: readonly Border[] = [
  { folder: 'packages/base', name: base, runtime: 'neutral', mayImport: [], externals: [] },
  { folder: 'packages/protocol', name: protocol, runtime: 'neutral', mayImport: [base], externals: ['zod'] },
  {
    folder: 'packages/session',
    name: session,
    runtime: 'neutral',
    mayImport: [base, protocol],
    externals: ['@noble/curves'],
  },
  { folder: 'packages/screen', name: screen, runtime: 'neutral', mayImport: [base, protocol], externals: ['fflate'] },
  { folder: 'packages/host', name: host, runtime: 'node', mayImport: [base, protocol], touchesSystem: true },
  { folder: 'packages/viewer', name: viewer, runtime: 'dom', mayImport: [base, protocol, session, screen] },
  { folder: 'packages/agent-builder', name: agentBuilder, runtime: 'node', mayImport: [base, protocol] },
  { folder: 'apps/server', name: '@nearhand/server', runtime: 'node', mayImport: [base, protocol, agentBuilder] },
  {
    folder: 'apps/portal',
    name: '@nearhand/portal',
    runtime: 'dom',
    mayImport: [base, protocol, viewer],
    bannedGlobals: {
      RTCPeerConnection: noWebRtc,
      RTCDataChannel: noWebRtc,
      RTCSessionDescription: noWebRtc,
      RTCIceCandidate: noWebRtc,
    },
  },
  {
    folder: 'apps/agent',
    name: agent,
    runtime: 'node',
    mayImport: [base, protocol, session, screen, host],
  },
  {
    folder: 'e2e',
    name: e2e,
    runtime: 'leaf',
    // Of the agent only what its own tests use: servers that lie.
    mayImport: [base, protocol, session, screen, host, viewer, agentBuilder, agent],
  },
  {
    folder: 'bench',
    name: '@nearhand/bench',
    runtime: 'leaf',
    mayImport: [base, protocol, session, screen, host, viewer, e2e, agentBuilder],
  },
];

/** Registry packages that open native libraries; only the package that touches the system may import them. */
export const nativePackages: readonly string[] = ['koffi', 'ffi-rs', 'node-ffi-napi'];
