// One program for one system: the parts fetched, the agent bundled and put inside, named, signed. The same inputs give the
// same bytes, but for a signature's time.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AgentBuild, AgentTarget } from '@nearhand/protocol';
import { bundleAgent } from './bundle/bundle-agent.ts';
import { injectAgent, makeBlob } from './formats/single-executable.ts';
import { stripElf } from './linux/strip-elf.ts';
import { withoutLibatomic } from './linux/without-libatomic.ts';
import { signAdHoc } from './macos/ad-hoc-signature.ts';
import { openLockedPackages } from './parts/locked-packages.ts';
import { targetParts } from './targets.ts';
import { type WindowsSigning, signWindows } from './windows/sign-windows.ts';
import { makeWindowsProgram } from './windows/windows-program.ts';

export interface ProgramWish {
  readonly target: AgentTarget;
  /** null: the program asks for a server on its command line. */
  readonly build: AgentBuild | null;
  readonly name: string;
  readonly version: string;
  /** Of the brand, an `.ico` file; null: the product's. Windows only. */
  readonly icon: Uint8Array | null;
  /** null: not signed. Windows only. */
  readonly signing: WindowsSigning | null;
}

/** Throws AppError `build_failed` with a sentence for the host. */
export async function buildProgram(wish: ProgramWish, signal: AbortSignal): Promise<Uint8Array> {
  const parts = targetParts[wish.target];
  const packages = await openLockedPackages([parts.nodePackage, parts.koffiPackage], signal);
  try {
    const node = readFileSync(join(packages.folderOf(parts.nodePackage), parts.nodeFile));
    const koffi = readFileSync(join(packages.folderOf(parts.koffiPackage), parts.koffiFile));
    const bundle = await bundleAgent();
    const assets = new Map<string, Uint8Array>([...bundle.assets, ['native/koffi.node', koffi]]);
    if (wish.build !== null) assets.set('build.json', new TextEncoder().encode(JSON.stringify(wish.build)));
    return await assemble(wish, node, { main: bundle.main, assets }, signal);
  } finally {
    packages.dispose();
  }
}

async function assemble(
  { target, name, version, icon, signing }: ProgramWish,
  node: Uint8Array,
  bundle: Parameters<typeof makeBlob>[0],
  signal: AbortSignal,
): Promise<Uint8Array> {
  switch (targetParts[target].format) {
    case 'elf':
      return injectAgent(withoutLibatomic(stripElf(node)), bundle, signal);
    case 'mach-o':
      return signAdHoc(await injectAgent(node, bundle, signal), 'nearhand-agent');
    case 'pe': {
      const look = { productName: name, version, icon: icon ?? readFileSync(defaultIcon) };
      const program = makeWindowsProgram(node, await makeBlob(bundle, signal), look);
      return signing === null ? program : signWindows(program, signing, signal);
    }
  }
}

const defaultIcon = new URL('windows/assets/nearhand.ico', import.meta.url);
