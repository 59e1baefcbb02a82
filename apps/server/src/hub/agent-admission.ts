// Decides what a proven agent key may be here, by the purpose it names. Throws AppErrors of the catalogue, GuessRefused
// among them.

import { AppError } from '@nearhand/base';
import { type AgentPurpose, type AgentRole, type RequestOffer, cleanLine } from '@nearhand/protocol';
import type { ComputerDescription, ComputerRepository, ComputerRow } from '../computers/computer.repository.ts';
import { ordersFor } from '../computers/unlock/unlock-order.ts';
import type { DemoDesk } from '../demo/demo-desk.ts';
import type { EnrolmentService } from '../enrolment/enrolment.service.ts';
import type { PendingComputers } from '../enrolment/pending-computers.ts';
import type { GuessGuard } from '../invitations/guess-guard.ts';
import type { RequestRow } from '../requests/request.repository.ts';
import type { RequestCustomer } from '../requests/request.customer.ts';
import type { AgentHello } from './hello-proof.ts';

type PurposeOf<Kind extends AgentPurpose['kind']> = Extract<AgentPurpose, { kind: Kind }>;

export interface AgentAdmissionOptions {
  readonly guard: GuessGuard;
  readonly customer: RequestCustomer;
  readonly introduce: (request: RequestRow) => Promise<RequestOffer>;
  readonly computers: {
    readonly repository: ComputerRepository;
    readonly enrolment: EnrolmentService;
    readonly pending: PendingComputers;
  };
  readonly demo: DemoDesk;
}

export class AgentAdmission {
  readonly #options: AgentAdmissionOptions;

  constructor(options: AgentAdmissionOptions) {
    this.#options = options;
  }

  admit(hello: AgentHello, address: string): Promise<AgentRole> {
    const { purpose } = hello;
    switch (purpose.kind) {
      case 'code':
        return this.#byCode(hello, purpose, address);
      case 'request':
        return this.#byRequest(hello, purpose);
      case 'enrolment':
        return this.#byEnrolment(hello, purpose, address);
      case 'signIn':
        return this.#bySignIn(hello, address);
      case 'computer':
        return this.#asComputer(hello);
      case 'demo':
        return this.#asDemo(hello, purpose);
    }
  }

  async #byCode(hello: AgentHello, purpose: PurposeOf<'code'>, address: string): Promise<AgentRole> {
    const right = await this.#options.guard.attempt(address, purpose.proof);
    const request = await this.#options.customer.bind(purpose.code, hello.publicKey, {
      computerName: cleanLine(hello.agent.computerName),
      systemName: cleanLine(hello.agent.systemName),
    });
    right();
    return { kind: 'request', offer: await this.#options.introduce(request) };
  }

  async #byRequest(hello: AgentHello, purpose: PurposeOf<'request'>): Promise<AgentRole> {
    const request = await this.#options.customer.returnTo(purpose.requestId, hello.publicKey);
    return { kind: 'request', offer: await this.#options.introduce(request) };
  }

  async #byEnrolment(hello: AgentHello, purpose: PurposeOf<'enrolment'>, address: string): Promise<AgentRole> {
    // Tokens are too long to guess; the limit is against load.
    const right = await this.#options.guard.attempt(address, undefined, { isGuessable: false });
    const machine = machineOf(hello);
    const computer = await this.#options.computers.enrolment.enrol(purpose.token, hello.publicKey, machine);
    right();
    return roleOf(computer);
  }

  async #bySignIn(hello: AgentHello, address: string): Promise<AgentRole> {
    const { repository, pending } = this.#options.computers;
    // Confirmed while it was away, or known for long.
    if ((await repository.findEnrolled(hello.publicKey)) !== undefined) return this.#asComputer(hello);
    const userName = cleanLine(hello.agent.userName);
    const { name, system, systemName } = machineOf(hello);
    const asked = await pending.ask(hello.publicKey, { name, system, systemName, userName, address });
    return { kind: 'pending', ...asked };
  }

  async #asComputer(hello: AgentHello): Promise<AgentRole> {
    const { repository } = this.#options.computers;
    const computer = await repository.findEnrolled(hello.publicKey);
    if (!computer) throw new AppError('agent_key_refused', 'The key is not known here.');
    const machine = machineOf(hello);
    const known = { ...computer, name: computer.machineName };
    const isSame = descriptionKeys.every((key) => known[key] === machine[key]);
    return roleOf((isSame ? undefined : await repository.describe(computer.id, machine)) ?? computer);
  }

  async #asDemo(hello: AgentHello, purpose: PurposeOf<'demo'>): Promise<AgentRole> {
    await this.#options.demo.accept(purpose.secret, hello.publicKey);
    return { kind: 'demo' };
  }
}

function roleOf(computer: ComputerRow): AgentRole {
  return { kind: 'computer', computerId: computer.id, name: computer.name, ...ordersFor(computer) };
}

const descriptionKeys = [
  'name',
  'system',
  'systemName',
  'agentVersion',
  'installed',
  'desktopLimit',
  'sealingKey',
  'sealingSignature',
] as const;

function machineOf({ agent, sealing }: AgentHello): ComputerDescription {
  return {
    name: cleanLine(agent.computerName) || 'Computer',
    system: agent.system,
    systemName: cleanLine(agent.systemName),
    agentVersion: cleanLine(agent.version),
    installed: agent.installed ?? null,
    desktopLimit: agent.desktopLimit ?? null,
    sealingKey: sealing?.key ?? null,
    sealingSignature: sealing?.signature ?? null,
  };
}
