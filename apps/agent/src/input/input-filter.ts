// One link of the chain that remote input passes on its way to the injector.

import type { InputBlock, InputMessage } from '@nearhand/protocol';

/** The message, perhaps changed; or why it has no effect (null: not worth telling the viewer). */
export type Verdict = { readonly pass: InputMessage } | { readonly drop: InputBlock | null };

export type InputFilter = (message: InputMessage) => Verdict;

export const dropQuietly: Verdict = { drop: null };
