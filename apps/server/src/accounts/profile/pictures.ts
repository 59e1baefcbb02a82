// Members' pictures: taken, given away by id, removed. An id is random and new with each picture; whoever knows it (a
// customer who was invited, somebody of the organisation) sees the picture without signing in.

import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { AppError } from '@nearhand/base';
import { picturePath, pictureSizePx, smallPictureSizePx } from '@nearhand/protocol';
import type { Database } from '../../database/schema.ts';
import { readPng, writePng } from './png.ts';
import { shrink } from './shrink.ts';

export class Pictures {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /** In place of the one before. Throws AppError `picture_invalid`. */
  async save(userId: string, file: Buffer): Promise<void> {
    const pixels = await readPng(file, pictureSizePx);
    if (pixels === null) throw new AppError('picture_invalid', `Not a PNG of ${pictureSizePx} pixels.`);
    const picture = { id: randomBytes(16).toString('base64url'), data: await writePng(pixels, pictureSizePx) };
    await this.#db
      .insertInto('pictures')
      .values({ ...picture, userId })
      .onConflict((conflict) => conflict.column('userId').doUpdateSet(picture))
      .execute();
  }

  async remove(userId: string): Promise<void> {
    await this.#db.deleteFrom('pictures').where('userId', '=', userId).execute();
  }

  /** A PNG; null where there is none. */
  async read(id: string): Promise<Buffer | null> {
    const row = await this.#db.selectFrom('pictures').select('data').where('id', '=', id).executeTakeFirst();
    return row?.data ?? null;
  }

  /** The address of a member's picture. */
  async pathOf(memberId: string): Promise<string | null> {
    const row = await this.#db
      .selectFrom('pictures')
      .innerJoin('members', 'members.userId', 'pictures.userId')
      .select('pictures.id')
      .where('members.id', '=', memberId)
      .executeTakeFirst();
    return row === undefined ? null : picturePath(row.id);
  }

  /** A member's picture as bare pixels, for programs; null where there is none. */
  async smallOf(memberId: string): Promise<Buffer | null> {
    const row = await this.#db
      .selectFrom('pictures')
      .innerJoin('members', 'members.userId', 'pictures.userId')
      .select('pictures.data')
      .where('members.id', '=', memberId)
      .executeTakeFirst();
    const pixels = row === undefined ? null : await readPng(row.data, pictureSizePx);
    return pixels === null ? null : shrink(pixels, pictureSizePx, pictureSizePx / smallPictureSizePx);
  }
}
