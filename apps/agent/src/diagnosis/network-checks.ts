// The way to the server, step by step: its name, the proxy, an answer and whether it is encrypted, the clock, a WebSocket. Uses the same
// trust and the same proxy as the agent itself, so what it finds is what the agent meets.

import { lookup } from 'node:dns/promises';
import { createSocket } from 'node:dgram';
import { request as plainRequest, type IncomingMessage } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { isIP } from 'node:net';
import { TLSSocket } from 'node:tls';
import { type Clock, codeOf, messageOf } from '@nearhand/base';
import { agentServerMessageSchema, decodeMessage, maxHubMessageBytes } from '@nearhand/protocol';
import { type CertificateFault, certificateFault } from '../dialling/certificate-fault.ts';
import { describeProxy } from '../dialling/proxy.ts';
import { createServerAgent, type ServerAccess, tlsOptions } from '../dialling/server-agent.ts';
import { createDialer } from '../dialling/server-socket.ts';
import { failed, fine, type Finding, type Problem, skipped, warned } from './finding.ts';

const answerTimeoutMs = 10_000;
/** Certificates of a year bear more, tickets are timed by the server; a person sees it. */
const clockToleranceMs = 5 * 60_000;

export async function checkNetwork(access: ServerAccess, clock: Clock): Promise<Finding[]> {
  const name = await checkName(access);
  const proxy = fine('proxy', describeProxy(access.proxy));
  if (name.result === 'failed') {
    return [name, proxy, skipped('server'), skipped('clock'), skipped('webSocket'), await checkUdp()];
  }
  const { finding: server, serverTimeMs } = await checkServer(access);
  const throughProxy = server.problem === 'proxyRefuses';
  return [
    name,
    throughProxy ? failed('proxy', 'proxyRefuses', server.detail) : proxy,
    throughProxy ? skipped('server') : server,
    checkClock(serverTimeMs, clock),
    server.result === 'ok' ? await checkWebSocket(access, clock) : skipped('webSocket'),
    await checkUdp(),
  ];
}

async function checkName({ origin, proxy }: ServerAccess): Promise<Finding> {
  const host = new URL(origin).hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) return fine('name', host);
  // The proxy looks it up, and this computer may not be able to.
  if (proxy !== null) return skipped('name');
  try {
    const found = await lookup(host, { all: true });
    return fine('name', `${host}: ${found.map(({ address }) => address).join(', ')}`);
  } catch (error) {
    return failed('name', 'nameUnknown', `${host}: ${messageOf(error)}`);
  }
}

async function checkServer(access: ServerAccess): Promise<{ finding: Finding; serverTimeMs: number | null }> {
  try {
    const response = await ask(access, '/api/server');
    response.resume();
    const serverTimeMs = Date.parse(response.headers.date ?? '');
    const detail = `${access.origin} answers ${response.statusCode ?? 0}, ${encryptionOf(response)}`;
    const finding = response.statusCode === 200 ? fine('server', detail) : failed('server', 'notThisServer', detail);
    return { finding, serverTimeMs: Number.isNaN(serverTimeMs) ? null : serverTimeMs };
  } catch (error) {
    return { finding: failed('server', problemOf(error), messageOf(error)), serverTimeMs: null };
  }
}

/** Plain HTTP is dialled on this computer only. */
function encryptionOf({ socket }: IncomingMessage): string {
  const version = socket instanceof TLSSocket ? socket.getProtocol() : null;
  return version === null ? 'not encrypted, since it is this computer itself' : `encrypted (${version})`;
}

function ask(access: ServerAccess, path: string): Promise<IncomingMessage> {
  const url = new URL(path, access.origin);
  return new Promise((resolve, reject) => {
    const agent = createServerAgent(access);
    const common = { signal: AbortSignal.timeout(answerTimeoutMs) };
    const request =
      agent === undefined
        ? plainRequest(url, { ...common, agent: false })
        : tlsRequest(url, { ...common, ...tlsOptions(access), agent });
    request.once('response', resolve).once('error', reject).end();
  });
}

const problemsOfFaults: Readonly<Record<CertificateFault, Problem>> = {
  time: 'certificateTime',
  name: 'certificateName',
  unknown: 'certificateUnknown',
};

const problemsOfCodes: Readonly<Record<string, Problem>> = {
  ERR_PROXY_TUNNEL: 'proxyRefuses',
  ETIMEDOUT: 'timeout',
  ABORT_ERR: 'timeout',
};

function problemOf(error: unknown): Problem {
  const fault = certificateFault(error);
  return fault === null ? (problemsOfCodes[codeOf(error) ?? ''] ?? 'unreachable') : problemsOfFaults[fault];
}

function checkClock(serverTimeMs: number | null, clock: Clock): Finding {
  if (serverTimeMs === null) return skipped('clock');
  const offMs = clock.nowMs() - serverTimeMs;
  const detail = `${Math.round(Math.abs(offMs) / 1000)} s ${offMs < 0 ? 'behind' : 'ahead of'} the server`;
  return Math.abs(offMs) > clockToleranceMs ? warned('clock', 'clockWrong', detail) : fine('clock', detail);
}

async function checkWebSocket(access: ServerAccess, clock: Clock): Promise<Finding> {
  const socket = createDialer(access, clock)({ path: '/hub/agent', maxMessageBytes: maxHubMessageBytes });
  const greeting = new Promise<Finding>((resolve) => {
    const blocked = (detail: string): void => resolve(failed('webSocket', 'webSocketBlocked', detail));
    const timer = clock.setTimer(answerTimeoutMs, () => blocked('no greeting'));
    socket.onClosed.on(({ code, reason }) => blocked(reason === '' ? `closed with ${code}` : reason));
    socket.onText.on((text) => {
      timer.dispose();
      const decoded = decodeMessage(agentServerMessageSchema, text);
      const isHub = decoded.kind === 'message' && decoded.message.type === 'hub.challenge';
      if (isHub) resolve(fine('webSocket', 'the hub answers'));
      else resolve(failed('webSocket', 'notThisServer', 'something else than the hub answers'));
    });
  });
  const finding = await greeting;
  socket.dispose();
  return finding;
}

/** Not needed to be helped: everything can go through the server. */
function checkUdp(): Promise<Finding> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.once('error', (error) => {
      socket.close();
      resolve(warned('udp', 'noUdp', error.message));
    });
    socket.bind(0, () => {
      socket.close();
      resolve(fine('udp', 'a port can be opened'));
    });
  });
}
