// One typed call to the HTTP API: sends JSON, reads JSON, and lets nothing in that does not fit its schema.
import { organisationHeader } from '@nearhand/protocol';
import type { z } from 'zod';
import { pageOrganisation } from '../organisations/page-organisation.ts';
import { ApiError, errorFromBody } from './errors.ts';

export interface CallOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  signal?: AbortSignal | undefined;
  /** Goes out even when the page is gone before the answer. */
  keepalive?: boolean;
}

async function send(path: string, { method = 'GET', body, signal, keepalive = false }: CallOptions): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (body !== undefined) headers['content-type'] = 'application/json';
  const organisation = pageOrganisation();
  if (organisation !== undefined) headers[organisationHeader] = organisation;
  try {
    return await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      body: body === undefined ? null : JSON.stringify(body),
      signal: signal ?? null,
      keepalive,
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ApiError('network_failed', 'The server cannot be reached', { cause });
  }
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: a proxy's page, perhaps. The caller's schema or status decides what that means.
    return undefined;
  }
}

/** Throws ApiError. */
export async function call<Schema extends z.ZodType>(
  schema: Schema,
  path: string,
  options: CallOptions = {},
): Promise<z.output<Schema>> {
  const response = await send(path, options);
  const body = await bodyOf(response);
  if (!response.ok) throw errorFromBody(response.status, body);
  const parsed = schema.safeParse(body);
  if (!parsed.success)
    throw new ApiError('answer_malformed', `Unexpected answer from ${path}`, { cause: parsed.error });
  return parsed.data;
}
