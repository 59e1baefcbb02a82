// Seals credentials to a computer here, in the page, and stores what nobody but its agent can read.
import { AppError } from '@nearhand/base';
import type { ComputerUnlock, Credentials } from '@nearhand/protocol';
import { computerUnlockApi } from '../../api/computer-unlock.ts';
import { ApiError } from '../../api/errors.ts';
import { KeyMemory } from '../../connection/key-memory.ts';
import { keyScopeOfComputer } from '../../connection/target.ts';

/** Throws ApiError, `identity_changed` where this browser knows the computer by another key than the server says. */
export async function storeUnlock(computerId: string, unlock: ComputerUnlock, credentials: Credentials): Promise<void> {
  const { target } = unlock;
  if (target === null) throw new ApiError('unlock_key_changed', 'The computer has no key to seal to');
  const known = new KeyMemory(window.localStorage).known(keyScopeOfComputer(computerId));
  if (known !== null && known !== target.agentKey) {
    throw new ApiError('identity_changed', 'This browser knows the computer by another key');
  }
  const sealed = await sealedFor(computerId, target, credentials);
  await computerUnlockApi.store(computerId, { key: target.sealing.key, sealed });
}

async function sealedFor(
  computerId: string,
  target: NonNullable<ComputerUnlock['target']>,
  credentials: Credentials,
): Promise<string> {
  const { sealCredentials } = await import('@nearhand/viewer/sealing');
  try {
    return await sealCredentials(credentials, { ...target, computerId });
  } catch (cause) {
    if (cause instanceof AppError && cause.code === 'identity_changed') {
      throw new ApiError('identity_changed', cause.message, { cause });
    }
    throw cause;
  }
}
