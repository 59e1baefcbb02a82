// The text of a systemd unit (systemd.unit(5), systemd.exec(5)). Pure.

import type { ServicePlan, ServiceScope } from '../ports.ts';

/**
 * What takes rights away from a system service. It must still reach the desktop of whoever is signed in (their display's
 * socket in /tmp and their key to it, which may lie in their home), replace itself, and, being made with Node, compile
 * code in memory. Its windows are drawn by a process of whoever sits there.
 */
const confinement = [
  'NoNewPrivileges=yes',
  'ProtectSystem=strict',
  'ProtectHome=read-only',
  'ProtectClock=yes',
  'ProtectControlGroups=yes',
  'ProtectHostname=yes',
  'ProtectKernelLogs=yes',
  'ProtectKernelModules=yes',
  'ProtectKernelTunables=yes',
  'LockPersonality=yes',
  'RestrictNamespaces=yes',
  'RestrictRealtime=yes',
  'RestrictSUIDSGID=yes',
  'RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK',
  'SystemCallArchitectures=native',
  'CapabilityBoundingSet=CAP_DAC_READ_SEARCH CAP_KILL CAP_SETGID CAP_SETUID',
  'UMask=0077',
];

export function systemdUnit(scope: ServiceScope, plan: ServicePlan): string {
  const { description, program, words, programFolder, dataFolder } = plan;
  const command = [program, ...words].map(quoted).join(' ');
  const isSystem = scope === 'system';
  return `[Unit]
Description=${oneLine(description)}
StartLimitIntervalSec=0

[Service]
Type=exec
ExecStart=${command}
Restart=always
RestartSec=2
TimeoutStopSec=15
KillMode=mixed
${isSystem ? [...confinement, `ReadWritePaths=${quoted(programFolder)} ${quoted(dataFolder)}`].join('\n') : 'UMask=0077'}

[Install]
WantedBy=${isSystem ? 'multi-user.target' : 'default.target'}
`;
}

/** Quoted as systemd.syntax(7) and systemd.service(5) say: percent and dollar are doubled, the rest escaped as in C. */
export function quoted(word: string): string {
  if (/[\p{Cc}]/u.test(word)) throw new RangeError('A unit cannot hold control characters');
  const escaped = word.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('%', '%%').replaceAll('$', '$$$$');
  return /^[A-Za-z0-9_./:=@-]+$/.test(escaped) ? escaped : `"${escaped}"`;
}

function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\\]+/gu, ' ')
    .replaceAll('%', '%%')
    .trim();
}
