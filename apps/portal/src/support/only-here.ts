// Whether a link leads to the computer it is opened on, so that sending it to somebody else is of no use. Pure.
import { isLoopback } from '@nearhand/base';

export function isOnlyHere(link: string): boolean {
  return isLoopback(URL.parse(link)?.hostname ?? '');
}
