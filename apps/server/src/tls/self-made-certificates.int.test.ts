import { X509Certificate } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock, silentLogger } from '@nearhand/base';
import { runProgram } from '../database/embedded/run-program.ts';
import type { Certificates } from './certificates.ts';
import { openFileCertificates } from './file-certificates.ts';
import { openSelfMadeCertificates } from './self-made-certificates.ts';
import { createTlsServer } from './tls-server.ts';

const dayMs = 24 * 60 * 60 * 1000;

describe('certificates', () => {
  let dataFolder: string;
  let clock: ManualClock;
  const opened: { dispose(): void }[] = [];

  beforeEach(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), 'nearhand-tls-'));
    clock = new ManualClock(Date.now());
  });
  afterEach(async () => {
    for (const item of opened.splice(0)) item.dispose();
    await rm(dataFolder, { recursive: true, force: true });
  });

  async function selfMade(publicUrl = 'https://help.example.lan:8443'): Promise<Certificates> {
    const certificates = await openSelfMadeCertificates({ dataFolder, publicUrl, clock, logger: silentLogger });
    opened.push(certificates);
    return certificates;
  }

  function authorityOf(certificates: Certificates): X509Certificate {
    if (certificates.authority === null) throw new Error('No authority');
    return new X509Certificate(certificates.authority.certificate);
  }

  it('SRV16: makes an authority and a certificate for the names people use', async () => {
    const certificates = await selfMade();
    const authority = authorityOf(certificates);
    expect(certificates.authority?.certificate).toMatch(/^-----BEGIN CERTIFICATE-----\n/);
    const certificate = new X509Certificate(certificates.current.certificate);
    expect(authority.ca).toBe(true);
    expect(certificate.ca).toBe(false);
    expect(certificate.checkIssued(authority)).toBe(true);
    expect(certificate.checkHost('help.example.lan')).toBe('help.example.lan');
    expect(certificate.checkHost('localhost')).toBe('localhost');
    expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(certificate.checkIP('::1')).toBe('::1');
    expect(certificates.authority?.fingerprint).toBe(authority.fingerprint256);
  });

  it('SRV16: limits the authority to those names', async () => {
    const certificates = await selfMade();
    const authorityFile = join(dataFolder, 'authority.pem');
    const certificateFile = join(dataFolder, 'certificate.pem');
    await writeFile(authorityFile, authorityOf(certificates).toString());
    await writeFile(certificateFile, certificates.current.certificate);
    const good = await runProgram('openssl', [
      'verify',
      '-x509_strict',
      '-purpose',
      'sslserver',
      '-CAfile',
      authorityFile,
      certificateFile,
    ]);
    expect(good.output).toContain('OK');
    const text = await runProgram('openssl', ['x509', '-in', authorityFile, '-noout', '-text']);
    expect(text.output).toMatch(/Name Constraints: critical\s+Permitted:\s+DNS:help\.example\.lan/);
    expect(text.output).toContain('IP:192.168.0.0/255.255.0.0');
    expect(text.output).toContain('pathlen:0');
  });

  it('SRV16: keeps both over a restart and renews the certificate before it ends', async () => {
    const first = await selfMade();
    const firstPair = first.current;
    first.dispose();
    const second = await selfMade();
    expect(second.current).toEqual(firstPair);
    const renewed = new Promise((resolve) => second.onChanged.on(resolve));
    clock.advance(370 * dayMs);
    await renewed;
    expect(second.current.certificate).not.toBe(firstPair.certificate);
    expect(new X509Certificate(second.current.certificate).checkIssued(authorityOf(first))).toBe(true);
    expect(second.authority).toEqual(first.authority);
  });

  it('SRV16: makes a new authority for a new address only', async () => {
    const first = await selfMade();
    const moved = await selfMade('https://support.example.lan:8443');
    expect(moved.authority?.fingerprint).not.toBe(first.authority?.fingerprint);
    expect(new X509Certificate(moved.current.certificate).checkHost('support.example.lan')).toBe('support.example.lan');
    const byAddress = await selfMade('https://192.168.7.7:8443');
    expect(new X509Certificate(byAddress.current.certificate).checkIP('192.168.7.7')).toBe('192.168.7.7');
    expect(byAddress.authority).toEqual(moved.authority);
  });

  it('SRV7: writes keys that only the server can read', async () => {
    await selfMade();
    const folder = join(dataFolder, 'keys');
    const files = await readdir(folder);
    const modes = await Promise.all(files.map(async (file) => (await stat(join(folder, file))).mode & 0o777));
    expect(files.toSorted()).toEqual(['authority.json', 'certificate.json']);
    expect(modes).toEqual([0o600, 0o600]);
  });

  it('SRV17: reads certificate files again when they change, and keeps the old ones while they do not fit', async () => {
    const [a, b] = [await selfMade('https://a.example.lan'), await selfMade('https://b.example.lan')];
    const certificateFile = join(dataFolder, 'cert.pem');
    const keyFile = join(dataFolder, 'key.pem');
    await writeFile(certificateFile, a.current.certificate);
    await writeFile(keyFile, a.current.privateKey);
    let warned: () => void = () => {};
    const warning = new Promise<void>((resolve) => (warned = resolve));
    const warnings: string[] = [];
    const logger = {
      ...silentLogger,
      warn: (message: string) => {
        warnings.push(message);
        warned();
      },
    };
    const publicUrl = 'https://a.example.lan';
    const files = await openFileCertificates({ certificateFile, keyFile, publicUrl, clock, logger });
    expect(warnings).toEqual([]);
    opened.push(files);
    await writeFile(certificateFile, b.current.certificate);
    clock.advance(30_000);
    await warning;
    expect(files.current.certificate).toBe(a.current.certificate);
    await writeFile(keyFile, b.current.privateKey);
    const changed = new Promise((resolve) => files.onChanged.on(resolve));
    // The poll after the failed one is scheduled once that has settled.
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(30_000);
    expect(await changed).toEqual(b.current);
    await expect(
      openFileCertificates({ certificateFile, keyFile: certificateFile, publicUrl, clock, logger: silentLogger }),
    ).rejects.toThrow('--tls-key');
    const missing = { certificateFile: join(dataFolder, 'x'), keyFile: join(dataFolder, 'y') };
    await expect(openFileCertificates({ ...missing, publicUrl, clock, logger: silentLogger })).rejects.toThrow(
      /--tls-cert .*x does not exist; --tls-key .*y does not exist/,
    );
  });

  it('SRV17: says of a certificate that nobody will accept why', async () => {
    const { current } = await selfMade('https://a.example.lan');
    const [certificateFile, keyFile] = [join(dataFolder, 'cert.pem'), join(dataFolder, 'key.pem')];
    await writeFile(certificateFile, current.certificate);
    await writeFile(keyFile, current.privateKey);
    const warnings: string[] = [];
    const logger = { ...silentLogger, warn: (message: string) => void warnings.push(message) };
    const open = async (publicUrl: string, nowMs: number) =>
      opened.push(
        await openFileCertificates({ certificateFile, keyFile, publicUrl, clock: new ManualClock(nowMs), logger }),
      );
    await open('https://b.example.lan', clock.nowMs());
    await open('https://203.0.113.9', clock.nowMs());
    await open('https://a.example.lan', clock.nowMs() + 50 * 365 * 24 * 60 * 60_000);
    await open('https://a.example.lan', 0);
    const foreign = 'The certificate is not for the public address';
    expect(warnings).toEqual([foreign, foreign, 'The certificate has expired', 'The certificate is not valid yet']);
  });

  describe('the listener', () => {
    let port: number;
    let certificates: Certificates;

    beforeEach(async () => {
      certificates = await selfMade('https://help.example.lan');
      const server = createTlsServer(
        (_request, response) => response.end('hello'),
        certificates,
        'https://help.example.lan',
      );
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      port = (server.address() as AddressInfo).port;
      opened.push({
        dispose: () => {
          server.close();
          server.closeAllConnections();
        },
      });
    });

    function getSecurely(ca: string): Promise<string> {
      return new Promise((resolve, reject) => {
        const agent = new Agent({ keepAlive: false });
        httpsRequest({ port, host: '127.0.0.1', servername: 'help.example.lan', ca, agent }, (response) => {
          let text = '';
          response.on('data', (chunk: Buffer) => (text += chunk.toString()));
          response.on('end', () => resolve(text));
        })
          .on('error', reject)
          .end();
      });
    }

    it('SRV15: answers over TLS to whoever trusts the authority, and to nobody else', async () => {
      expect(await getSecurely(authorityOf(certificates).toString())).toBe('hello');
      const other = await openSelfMadeCertificates({
        dataFolder: join(dataFolder, 'other'),
        publicUrl: 'https://help.example.lan',
        clock,
        logger: silentLogger,
      });
      opened.push(other);
      await expect(getSecurely(authorityOf(other).toString())).rejects.toThrow();
    });

    it('SRV15: sends plain HTTP to the encrypted address and serves nothing without encryption', async () => {
      const ask = (
        method: string,
        path: string,
      ): Promise<{ status: number | undefined; location: string | undefined }> =>
        new Promise((resolve, reject) => {
          httpRequest({ port, host: '127.0.0.1', method, path, agent: false }, (response) => {
            response.resume();
            resolve({ status: response.statusCode, location: response.headers.location });
          })
            .on('error', reject)
            .end(method === 'POST' ? '{}' : undefined);
        });
      expect(await ask('GET', '/join?x=1')).toEqual({ status: 308, location: 'https://help.example.lan/join?x=1' });
      expect(await ask('GET', '//evil.example')).toEqual({
        status: 308,
        location: 'https://help.example.lan/evil.example',
      });
      expect(await ask('POST', '/api/setup')).toEqual({ status: 403, location: undefined });
    });

    it('SRV15: refuses versions of TLS before 1.2', async () => {
      const failure = await new Promise((resolve) => {
        connectTls({
          port,
          host: '127.0.0.1',
          rejectUnauthorized: false,
          minVersion: 'TLSv1',
          maxVersion: 'TLSv1.1',
          ciphers: 'DEFAULT:@SECLEVEL=0',
        })
          .on('error', resolve)
          .on('secureConnect', () => resolve(null));
      });
      expect(failure).toBeInstanceOf(Error);
    });

    it('SRV15: gives up on plain HTTP that never comes to an end (attack 19)', async () => {
      const impatient = createTlsServer(() => {}, certificates, 'https://help.example.lan', 50);
      await new Promise<void>((resolve) => impatient.listen(0, '127.0.0.1', resolve));
      const closed = new Promise((resolve) => {
        const socket = connect((impatient.address() as AddressInfo).port, '127.0.0.1');
        const dripping = setInterval(() => socket.write('X'), 10);
        socket.on('error', () => resolve('closed'));
        socket.on('close', () => resolve('closed'));
        socket.once('close', () => clearInterval(dripping));
        socket.write('GET / HTTP/1.1\r\nX-Slow: ');
        socket.resume();
      });
      expect(await closed).toBe('closed');
      impatient.close();
    });

    it('closes connections that say nothing sensible', async () => {
      const closed = await new Promise((resolve) => {
        const socket = connect(port, '127.0.0.1', () => socket.end(Buffer.from([0x16, 1, 2, 3, 0, 0, 0, 0])));
        socket.on('error', () => resolve('closed'));
        socket.on('close', () => resolve('closed'));
        socket.resume();
      });
      expect(closed).toBe('closed');
      expect(await getSecurely(authorityOf(certificates).toString())).toBe('hello');
    });
  });
});
