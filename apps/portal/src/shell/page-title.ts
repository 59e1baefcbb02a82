// The tab's title: the page first, the server's name after it.
import { useEffect } from 'react';
import { useServerName } from '../theme/server-name.ts';

export function usePageTitle(title: string): void {
  const name = useServerName();
  useEffect(() => {
    // Until the name is known, in a moment, the title of before stays.
    if (name !== null) document.title = `${title} · ${name}`;
  }, [title, name]);
}
