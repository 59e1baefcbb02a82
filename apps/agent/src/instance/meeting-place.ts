// Where an agent and whoever asks for it meet: a socket in its private folder, or, where pipes lie in no folder, a pipe
// with a random name that a file in the folder tells, with the secret that only the agent's own answers carry.

import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import type { Server } from 'node:net';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { AppError } from '@nearhand/base';
import { localSocketAddress, newPipeAddress } from '@nearhand/host';
import { z } from 'zod';
import { createPrivateFile } from '../identity/private-files.ts';
import { storedValue } from '../identity/stored-value.ts';

export const socketName = 'agent';
const recordName = /^agent-pipe-(\d{1,12})\.json$/;
const maxTries = 3;

export interface Place {
  readonly address: string;
  /** In every answer of the agent; undefined: nobody else can listen there. */
  readonly secret: string | undefined;
}

export interface MeetingPlace {
  /** Of the agent that has the folder, or had it; null: there is none, or not for this user. */
  find(): Place | null;
  /** `requireFree` throws where an agent answers. Throws AppError `conflict` where it is not to be had. */
  take(server: Server, requireFree: (place: Place) => Promise<void>): Promise<Place>;
}

export function openMeetingPlace(folder: string): MeetingPlace {
  const address = localSocketAddress(folder, socketName);
  return address === null
    ? new RecordedPipe(folder, () => newPipeAddress(socketName))
    : new SocketInFolder({ address, secret: undefined });
}

class SocketInFolder implements MeetingPlace {
  readonly #place: Place;

  constructor(place: Place) {
    this.#place = place;
  }

  find(): Place {
    return this.#place;
  }

  async take(server: Server, requireFree: (place: Place) => Promise<void>): Promise<Place> {
    const { address } = this.#place;
    if (await listens(server, address)) return this.#place;
    await requireFree(this.#place);
    // What a killed process left.
    rmSync(address, { force: true });
    if (await listens(server, address)) return this.#place;
    throw new AppError('conflict', `${address} is taken by something else.`);
  }
}

const recordSchema = z.object({
  /** It counts there only: folders are copied. */
  computer: z.string(),
  folder: z.string(),
  address: z.string(),
  secret: z.string().length(43),
});

/**
 * Each agent of the folder writes a record with the next number, once it listens: of several at the same moment one is
 * first, and the highest number counts.
 */
export class RecordedPipe implements MeetingPlace {
  readonly #folder: string;
  readonly #newAddress: () => string;

  constructor(folder: string, newAddress: () => string) {
    this.#folder = folder;
    this.#newAddress = newAddress;
  }

  find(): Place | null {
    const number = this.#numbers().at(-1);
    if (number === undefined) return null;
    try {
      const record = storedValue(this.#path(number), recordSchema).read();
      return record?.computer === hostname() && record.folder === resolve(this.#folder) ? record : null;
    } catch {
      return null; // Not for this user.
    }
  }

  async take(server: Server, requireFree: (place: Place) => Promise<void>): Promise<Place> {
    for (let tries = 0; tries < maxTries; tries++) {
      const last = this.#numbers().at(-1) ?? 0;
      const found = this.find();
      if (found !== null) await requireFree(found);
      const place = { address: this.#newAddress(), secret: randomBytes(32).toString('base64url') };
      if (!(await listens(server, place.address))) continue;
      if (this.#record(last + 1, place)) return place;
      server.close();
    }
    throw new AppError('conflict', 'Other agents are being started here.');
  }

  /** False: somebody else was first. */
  #record(number: number, place: Place): boolean {
    const record = { ...place, computer: hostname(), folder: resolve(this.#folder) };
    if (!createPrivateFile(this.#path(number), `${JSON.stringify(record, null, 2)}\n`)) return false;
    const numbers = this.#numbers();
    const isLast = numbers.at(-1) === number;
    for (const each of isLast ? numbers.slice(0, -1) : [number]) rmSync(this.#path(each), { force: true });
    return isLast;
  }

  /** In order. */
  #numbers(): number[] {
    try {
      const names = readdirSync(this.#folder).flatMap((name) => recordName.exec(name)?.[1] ?? []);
      return names.map(Number).toSorted((one, other) => one - other);
    } catch {
      return []; // There is no folder, or not for this user.
    }
  }

  #path(number: number): string {
    return join(this.#folder, `agent-pipe-${number}.json`);
  }
}

/** Of several at the same moment one gets it. False: it is taken, or was left behind. */
function listens(server: Server, address: string): Promise<boolean> {
  return new Promise((resolved, reject) => {
    const failed = (cause: NodeJS.ErrnoException): void => {
      if (cause.code === 'EADDRINUSE') resolved(false);
      else reject(new AppError('conflict', `${address} cannot be listened on: ${cause.message}`, { cause }));
    };
    server.once('error', failed);
    server.listen(address, () => {
      server.off('error', failed);
      server.unref();
      resolved(true);
    });
  });
}
