// Full screen of the whole page, so that menus and notes stay visible in it.
import { useEffect, useState } from 'react';

export interface FullScreen {
  readonly possible: boolean;
  readonly on: boolean;
  readonly toggle: () => void;
}

export function useFullScreen(): FullScreen {
  const [on, setOn] = useState(() => document.fullscreenElement !== null);
  useEffect(() => {
    const update = () => setOn(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', update);
    return () => document.removeEventListener('fullscreenchange', update);
  }, []);
  const toggle = () => {
    const change = on ? document.exitFullscreen() : document.documentElement.requestFullscreen();
    // Refused by the browser or its policy: the window stays as it is, which is all there is to say.
    change.catch(() => {});
  };
  return { possible: document.fullscreenEnabled, on, toggle };
}
