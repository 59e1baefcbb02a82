import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { X509Certificate } from 'node:crypto';
import type { BuildWish } from '@nearhand/agent-builder';
import { parseBuildCommand } from '@nearhand/agent-builder/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { builderWords } from './build-process.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'builder-words-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('BLD47: the builder is told everything that the server wishes', () => {
  const signing = {
    certificateFile: '/etc/own/certificate.pem',
    keyFile: '/etc/own/key.pem',
    passwordFile: '/etc/own/password',
    timestampUrl: 'https://time.example.com',
    productName: 'Fjord IT',
  };
  const wish: BuildWish = {
    target: 'win32-x64',
    build: {
      origin: 'https://help.example.com:8443',
      authority: new X509Certificate(rootCertificates[0] ?? '').toString(),
      name: 'Fjord IT',
      updateKey: `-${'A'.repeat(42)}`,
    },
    name: 'Fjord IT',
    version: '1.2.3',
    icon: null,
    signing,
    compression: { zstd: 12, gzip: 9 },
  };
  const { target, ...rest } = wish;
  for (const each of [rest, { ...rest, signing: null, compression: null, build: null }]) {
    const command = parseBuildCommand(builderWords(folder, { ...each, target }), wish.version);
    expect(command).toEqual({ kind: 'build', order: { targets: [target], folder, wish: each } });
  }
});
