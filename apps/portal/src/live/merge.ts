// Puts one changed request or computer into lists that were read before, so that they look as if read anew.
import { type Computer, type SupportRequest, isEndedRequestState } from '@nearhand/protocol';
import type { RequestFilter } from '../api/api.ts';

export interface RequestPage {
  requests: SupportRequest[];
  next: string | null;
}

function matchesState(request: SupportRequest, state: RequestFilter['state']): boolean {
  return state === 'all' || (state === 'ended') === isEndedRequestState(request.state);
}

function matchesText(request: SupportRequest, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  return wanted === '' || `${request.customer}\n${request.comments}`.toLowerCase().includes(wanted);
}

function isNewer(a: SupportRequest, b: SupportRequest): boolean {
  return a.createdAt === b.createdAt ? a.id > b.id : a.createdAt > b.createdAt;
}

/**
 * Pages of one list, newest first, with the change applied: replaced where it stands, added where it belongs, taken
 * out where it no longer fits. A request older than everything loaded is left to the next page.
 */
export function mergeRequest(
  pages: readonly RequestPage[],
  changed: SupportRequest,
  filter: RequestFilter,
): RequestPage[] {
  const holds = pages.some((page) => page.requests.some(({ id }) => id === changed.id));
  const fits = matchesState(changed, filter.state) && (holds || matchesText(changed, filter.text));
  if (!fits) {
    return pages.map((page) => ({ ...page, requests: page.requests.filter(({ id }) => id !== changed.id) }));
  }
  if (holds) {
    const replace = (request: SupportRequest) => (request.id === changed.id ? changed : request);
    return pages.map((page) => ({ ...page, requests: page.requests.map(replace) }));
  }
  return insertRequest(pages, changed);
}

function insertRequest(pages: readonly RequestPage[], added: SupportRequest): RequestPage[] {
  const target = pages.findIndex((page) => page.next === null || page.requests.some((other) => isNewer(added, other)));
  return pages.map((page, index) => {
    if (index !== target) return page;
    const at = page.requests.findIndex((other) => isNewer(added, other));
    const before = at === -1 ? page.requests : page.requests.slice(0, at);
    const after = at === -1 ? [] : page.requests.slice(at);
    return { ...page, requests: [...before, added, ...after] };
  });
}

/** The list with the computer replaced, or added at the end: pages sort it. */
export function mergeComputer(computers: readonly Computer[], changed: Computer): Computer[] {
  if (computers.some(({ id }) => id === changed.id)) {
    return computers.map((computer) => (computer.id === changed.id ? changed : computer));
  }
  return [...computers, changed];
}
