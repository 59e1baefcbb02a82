// Computers for members: the plain list of those they reach.

import { AppError } from '@nearhand/base';
import type { Computer } from '@nearhand/protocol';
import type { MemberIdentity } from '../accounts/members.ts';
import { type ComputerTarget, reachScope } from '../rights/decide.ts';
import type { ComputerRepository } from './computer.repository.ts';
import { type ComputerViewSources, viewComputers } from './computer.view.ts';

export class ComputerService {
  readonly #repository: ComputerRepository;
  readonly #sources: ComputerViewSources;

  constructor(options: { repository: ComputerRepository; sources: ComputerViewSources }) {
    this.#repository = options.repository;
    this.#sources = options.sources;
  }

  async list(member: MemberIdentity): Promise<{ computers: Computer[] }> {
    const rows = await this.#repository.listOf(member.organisationId, reachScope(member, 'computer'));
    return { computers: await viewComputers(rows, this.#sources) };
  }

  async view(id: string): Promise<{ target: ComputerTarget; computer: Computer }> {
    const row = await this.#repository.find(id);
    const [computer] = row ? await viewComputers([row], this.#sources) : [];
    if (!row || !computer) throw new AppError('not_found', 'There is no such computer.');
    return { target: await this.#repository.target(row), computer };
  }
}
