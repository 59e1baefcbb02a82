// The tab's title: the page first, the product after it.
import { useEffect } from 'react';

export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Nearhand`;
  }, [title]);
}
