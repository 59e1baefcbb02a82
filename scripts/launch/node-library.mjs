// Node for Linux needs one small library that a fresh system may lack: found out before anything is started with it.
import { spawnSync } from 'node:child_process';
import { ensurePackages, isDebian } from './debian-packages.mjs';
import { PlainError, projectNode } from './project.mjs';

const library = 'libatomic.so.1';
const debianPackage = 'libatomic1';

/** Installs what the project's Node lacks where this process may, else throws PlainError with what a person can do. */
export async function ensureNodeStarts() {
  const node = projectNode();
  // Whoever runs this with it knows already.
  if (node === process.execPath) return;
  if (isDebian() && faultOf(node)?.includes(library)) await ensurePackages([debianPackage], 'Node.js');
  const fault = faultOf(node);
  if (fault === undefined) return;
  const advice = fault.includes(library)
    ? ` Please install ${library} (on Fedora and RHEL: sudo dnf install libatomic).`
    : '';
  throw new PlainError(`The Node.js that Nearhand brings along does not start.${advice} It says:\n  ${fault}`);
}

/**
 * @param {string} node path of an executable
 * @returns {string | undefined} what the system says when it does not start
 */
export function faultOf(node) {
  const { status, stderr, error } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  return status === 0 ? undefined : (error?.message ?? stderr.trim());
}
