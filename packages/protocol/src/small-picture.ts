// Somebody's picture for programs that draw it themselves: bare pixels, so that nobody who is sent one has to decode a
// format. Made by the server of a picture that it took in.

import { z } from 'zod';
import { smallPictureBytes } from './small-picture-size.ts';

/** As base64. A picture of another size, of a server to come, is none. */
export const smallPictureSchema = z.base64().length((smallPictureBytes / 3) * 4);
