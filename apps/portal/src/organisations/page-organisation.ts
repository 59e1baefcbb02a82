// Which organisation this page shows, kept at the document as its language is. Everything the page asks for is asked for
// that one, also after another tab has gone to another organisation.

/** Undefined until the server has said who is signed in: the one this device is in. */
export function pageOrganisation(): string | undefined {
  return document.documentElement.dataset['organisation'];
}

export function setPageOrganisation(id: string): void {
  document.documentElement.dataset['organisation'] = id;
}

/** Of a tab; it outlives reloading. */
export type TabMemory = Pick<Storage, 'getItem' | 'setItem'>;

const memoryKey = 'nearhand.organisation';

function placeOf(pathname: string): string | null {
  return pathname.startsWith('/connect/') ? `${memoryKey}:${pathname}` : null;
}

/** Connection windows stay with the organisation they were opened in, also when they are loaded again. */
export function rememberedOrganisation(pathname: string, memory: TabMemory): string | null {
  const place = placeOf(pathname);
  return place === null ? null : memory.getItem(place);
}

export function rememberOrganisation(pathname: string, memory: TabMemory, id: string): void {
  const place = placeOf(pathname);
  if (place !== null) memory.setItem(place, id);
}
