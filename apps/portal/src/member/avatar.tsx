// A person in a circle: the picture, or initials. The name stands beside it, so that it says nothing to screen readers.
import { useState } from 'react';
import { initialsOf } from './initials.ts';
import './avatar.css';

interface AvatarProps {
  name: string;
  /** A path of this server. */
  picture: string | null;
  /** Of the circle; left out it is that of lists and menus. */
  sizePx?: number;
}

export function Avatar({ name, picture, sizePx }: AvatarProps) {
  // Replaced or removed meanwhile: an old address shows nothing.
  const [broken, setBroken] = useState<string | null>(null);
  const size = sizePx === undefined ? {} : { style: { width: sizePx, height: sizePx, fontSize: sizePx * 0.36 } };
  return (
    <span className="avatar" aria-hidden="true" {...size}>
      {picture === null || picture === broken ? (
        initialsOf(name)
      ) : (
        <img src={picture} alt="" loading="lazy" onError={() => setBroken(picture)} />
      )}
    </span>
  );
}
