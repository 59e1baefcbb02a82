// The HTTP API as tests use it: JSON in, status and JSON out.

import { randomBytes } from 'node:crypto';
import {
  type Computer,
  computerListSchema,
  connectedSchema,
  createdRequestSchema,
  errorBodySchema,
  type Permission,
  requestSchema,
} from '@nearhand/protocol';
import type { TestMember, TestServer } from './test-server.ts';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export class ApiClient {
  readonly #server: TestServer;
  readonly #member: TestMember | null;

  constructor(server: TestServer, member: TestMember | null = null) {
    this.#server = server;
    this.#member = member;
  }

  async call(method: string, path: string, body?: unknown): Promise<Answer> {
    const member = this.#member === null ? {} : { member: this.#member };
    const answer = await this.#server.request(method, path, { ...member, body });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
  }

  /** 200, or the error's code. */
  async outcome(method: string, path: string, body?: unknown): Promise<string | number> {
    const answer = await this.call(method, path, body);
    const error = errorBodySchema.safeParse(answer.body);
    return error.success ? error.data.error.code : answer.status;
  }

  /** The same for an answer that is no JSON. */
  async fileOutcome(path: string): Promise<string | number> {
    const member = this.#member === null ? {} : { member: this.#member };
    const answer = await this.#server.request('GET', path, member);
    const text = await answer.text();
    return answer.ok ? answer.status : errorBodySchema.parse(JSON.parse(text)).error.code;
  }

  async createRequest(customer = 'Ana', comments = '') {
    const { body } = await this.call('POST', '/api/requests', { customer, comments });
    const { request, invitation } = createdRequestSchema.parse(body);
    const { link, code } = invitation ?? {};
    if (typeof link !== 'string' || typeof code !== 'string') throw new Error('No link or code');
    return { id: request.id, request, code, token: link.slice(-22), invitation: { ...invitation, link, code } };
  }

  async request(id: string) {
    return requestSchema.parse((await this.call('GET', `/api/requests/${id}`)).body);
  }

  /** As the list tells it; undefined: it is not there. */
  async computer(id: string): Promise<Computer | undefined> {
    const { body } = await this.call('GET', '/api/computers');
    return computerListSchema.parse(body).computers.find((one) => one.id === id);
  }

  /** What the session may, or the error's code. */
  async connect(computerId: string): Promise<readonly Permission[] | string> {
    const commitment = randomBytes(32).toString('base64url');
    const wish = { target: { kind: 'computer', computerId }, commitment };
    const { status, body } = await this.call('POST', '/api/sessions', wish);
    return status === 200 ? connectedSchema.parse(body).permissions : errorBodySchema.parse(body).error.code;
  }
}
