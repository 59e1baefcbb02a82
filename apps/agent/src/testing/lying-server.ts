// For tests: hub and relay in one, that say whatever the test wants and check nothing. Its viewers are real ones.

import { createServer, type RequestListener, type Server } from 'node:http';
import { silentLogger, systemClock } from '@nearhand/base';
import {
  type AgentMessage,
  agentMessageSchema,
  type AgentServerMessage,
  chatCapability,
  clipboardCapability,
  encodeTicket,
  joinSignedTicket,
  type Permission,
  reportCapability,
  type RequestOffer,
  type Ticket,
  ticketSigningInput,
} from '@nearhand/protocol';
import { connectViewer, createViewerKey, RelayDialer } from '@nearhand/session';
import { type WebSocket, WebSocketServer } from 'ws';
import { createDialer } from '../dialling/server-socket.ts';
import { createIdentity, type Identity } from '../identity/identity.ts';
import { connectThrough } from '../link/relay-link.ts';
import { TestViewer } from './test-viewer.ts';

export type Hello = Extract<AgentMessage, { type: 'agent.hello' }>;
export type Role = Extract<AgentServerMessage, { type: 'hub.welcome' }>['role'];

export const requestId = '0198c0de-0000-7000-8000-00000000000a';
export const computerId = '0198c0de-0000-7000-8000-00000000000c';
/** Of an enrolled computer. */
export const computerRole = { kind: 'computer', computerId, name: 'desk-7' } as const satisfies Role;
const member = { kind: 'member', id: requestId, name: 'Ana Díaz', organisation: 'Acme' } as const;

export interface ConnectOptions {
  readonly permissions?: Permission[];
  readonly lies?: Partial<Ticket>;
  readonly signer?: Identity;
  readonly capabilities?: string[];
  readonly picture?: string;
}

export class LyingServer {
  readonly ticketKey: Identity = createIdentity();
  /** What the agent said after its hello. */
  readonly heard: AgentMessage[] = [];
  /** Answers a hello; default: welcome with `role`. */
  answer: (hello: Hello) => AgentServerMessage = () => this.welcome();
  role: Role = { kind: 'request', offer: offer() };
  /** Answers what is no socket; default: there are no pages. */
  pages: RequestListener = (_request, response) => response.writeHead(404).end();
  agentKey = '';
  /** Of the last challenge. */
  nonce = '';
  welcomes = 0;
  readonly #http: Server;
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly #ends = new Map<string, WebSocket>();
  #agent: WebSocket | null = null;
  #port = 0;

  constructor() {
    this.#http = createServer((request, response) => this.pages(request, response));
    this.#http.on('upgrade', (request, socket, head) => {
      this.#sockets.handleUpgrade(request, socket, head, (ws) => {
        if (request.url === '/hub/agent') this.#greet(ws);
        else this.#relay(ws);
      });
    });
  }

  async listen(port = 0): Promise<void> {
    await new Promise<void>((resolve) => this.#http.listen(port, '127.0.0.1', resolve));
    const address = this.#http.address();
    this.#port = typeof address === 'object' && address !== null ? address.port : 0;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  welcome(): AgentServerMessage {
    const timeMs = Date.now();
    return { type: 'hub.welcome', timeMs, capabilities: [], ticketKey: this.ticketKey.publicKeyText, role: this.role };
  }

  say(message: AgentServerMessage): void {
    this.#agent?.send(JSON.stringify(message));
  }

  /** Cuts the hub's socket. */
  dropHub(): void {
    this.#agent?.terminate();
  }

  /** Cuts both ends of a link's relay. */
  dropRelay(linkId: string): void {
    for (const [key, socket] of this.#ends) if (key.startsWith(linkId)) socket.terminate();
  }

  ofType<Type extends AgentMessage['type']>(type: Type): Extract<AgentMessage, { type: Type }>[] {
    return this.heard.filter((message): message is Extract<AgentMessage, { type: Type }> => message.type === type);
  }

  /** Offers a link and lets a viewer come with a ticket in which `lies` replace the truth. */
  async connect(options: ConnectOptions = {}): Promise<TestViewer> {
    const linkId = crypto.randomUUID();
    const sessionId = options.lies?.sessionId ?? crypto.randomUUID();
    const viewerKey = await createViewerKey();
    const ticket: Ticket = {
      id: crypto.randomUUID(),
      sessionId,
      linkId,
      requestId: this.role.kind === 'request' ? this.role.offer.requestId : null,
      principal: member,
      agentKey: this.agentKey,
      commitment: viewerKey.commitment,
      permissions: options.permissions ?? ['view', 'control'],
      expiresAtMs: Date.now() + 30_000,
      ...options.lies,
    };
    const { picture } = options;
    this.say({ type: 'link.offered', sessionId, linkId, relayToken: `${linkId}.agent`, picture });
    const dial = createDialer({ origin: this.origin, authorities: [], proxy: null }, systemClock);
    const link = connectViewer({
      dialer: new RelayDialer({
        url: `${this.origin.replace('http', 'ws')}/relay`,
        token: `${linkId}.viewer`,
        connectSocket: connectThrough(dial),
      }),
      clock: systemClock,
      logger: silentLogger,
      viewerKey,
      capabilities: options.capabilities ?? [chatCapability, clipboardCapability, reportCapability],
      offer: { linkId, agentKey: this.agentKey, ticket: signTicket(ticket, options.signer ?? this.ticketKey) },
    });
    return new TestViewer(link, ticket);
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets.clients) socket.terminate();
    await new Promise<void>((resolve) => this.#http.close(() => resolve()));
  }

  #greet(socket: WebSocket): void {
    this.#agent = socket;
    this.nonce = createIdentity().publicKeyText;
    socket.send(JSON.stringify({ type: 'hub.challenge', protocol: 1, nonce: this.nonce, timeMs: Date.now() }));
    socket.on('message', (data: Buffer) => {
      const message = agentMessageSchema.parse(JSON.parse(data.toString()));
      if (message.type !== 'agent.hello') return void this.heard.push(message);
      this.agentKey = message.publicKey;
      const answer = this.answer(message);
      if (answer.type === 'hub.welcome') this.welcomes++;
      this.say(answer);
    });
  }

  #relay(socket: WebSocket): void {
    let own = '';
    let other = '';
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      if (isBinary) return this.#ends.get(other)?.send(data);
      const [linkId = '', side = ''] = String(JSON.parse(data.toString()).token).split('.');
      own = `${linkId}.${side}`;
      other = `${linkId}.${side === 'agent' ? 'viewer' : 'agent'}`;
      this.#ends.set(own, socket);
      const peer = this.#ends.get(other);
      socket.send(JSON.stringify({ type: 'relay.joined', linkId, peerPresent: peer !== undefined }));
      peer?.send(JSON.stringify({ type: 'relay.peer', present: true }));
    });
    socket.on('close', () => {
      if (this.#ends.get(own) !== socket) return;
      this.#ends.delete(own);
      this.#ends.get(other)?.send(JSON.stringify({ type: 'relay.peer', present: false }));
    });
  }
}

export function offer(changes: Partial<RequestOffer> = {}): RequestOffer {
  return {
    requestId,
    state: 'waiting',
    invitedBy: { technician: 'Ana Díaz', organisation: 'Acme' },
    permissions: ['view', 'control'],
    ...changes,
  };
}

function signTicket(ticket: Ticket, signer: Identity): string {
  const encoded = encodeTicket(ticket);
  return joinSignedTicket(encoded, signer.sign(ticketSigningInput(encoded)));
}
