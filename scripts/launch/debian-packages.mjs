// Debian packages and how to get them: those that the tests need, in one list. Running Nearhand needs none of them.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { PlainError } from './project.mjs';
import { runCommand } from './run-command.mjs';

export const testPackages = [
  'chromium',
  'fonts-dejavu-core',
  'fonts-wine',
  'iproute2',
  'libx11-6',
  'libxdamage1',
  'libxext6',
  'libxfixes3',
  'libxi6',
  'libxkbcommon0',
  'libxrandr2',
  'libxtst6',
  'openssl',
  'osslsigncode',
  'procps',
  'unzip',
  'wine',
  'wine64',
  'x11-utils',
  'libgtk-3-0',
  'x11-xkb-utils',
  'x11-xserver-utils',
  'xauth',
  'xclip',
  'xfonts-base',
  'xterm',
  'xvfb',
];

/**
 * @param {readonly string[]} packages
 * @returns {string[]} which of them are not installed
 */
export function missingPackages(packages) {
  const query = spawnSync('dpkg-query', ['--show', '--showformat', '${Package} ${db:Status-Status}\n', ...packages], {
    encoding: 'utf8',
  });
  return notInstalled(packages, query.stdout ?? '');
}

/**
 * @param {readonly string[]} packages
 * @param {string} listing lines of "name status", as dpkg-query prints them; packages it never heard of are absent
 * @returns {string[]}
 */
export function notInstalled(packages, listing) {
  const installed = new Set(
    listing
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );
  return packages.filter((name) => !installed.has(name));
}

/** Installs what is missing where this process may, else throws PlainError with the command that a person can run. */
export async function ensureTestPackages(packages = testPackages) {
  if (isDebian()) return ensurePackages(packages, 'The tests');
  console.log(`Not a Debian system: the tests expect the likes of ${testPackages.join(', ')} to be there.`);
}

export function isDebian() {
  return existsSync('/usr/bin/dpkg-query');
}

/**
 * The same for any packages of Debian.
 * @param {readonly string[]} packages
 * @param {string} what the thing that needs them, at the beginning of a sentence
 */
export async function ensurePackages(packages, what) {
  const missing = missingPackages(packages);
  if (missing.length === 0) return;
  const prefix = privilege();
  const install = ['install', '--yes', '--no-install-recommends', ...missing];
  const byHand = `sudo apt-get ${install.join(' ')}`;
  if (!prefix) {
    throw new PlainError(
      `${what} cannot do without packages that are not installed. Please run:\n  sudo apt-get update && ${byHand}`,
    );
  }
  console.log(`Installing Debian packages: ${missing.join(' ')} …`);
  const [command, ...args] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '--quiet'];
  // A list that could not be refreshed may still do; the installation says so if not.
  await runCommand(command, [...args, 'update']);
  const exitCode = await runCommand(command, [...args, ...install]);
  if (exitCode !== 0) throw new PlainError(`Installing Debian packages failed. To try it yourself:\n  ${byHand}`);
}

/** The words before a command that make it root's, or nothing if this process cannot become root by itself. */
function privilege() {
  if (process.getuid?.() === 0) return [];
  try {
    execFileSync('sudo', ['--non-interactive', 'true'], { stdio: 'ignore' });
    return ['sudo', '--non-interactive'];
  } catch {
    // No sudo, or it wants a password: a person has to.
    return undefined;
  }
}
