// Stands in for the npm package `koffi` in built programs: the same library, out of the executable. The package's own
// loader would look for it in folders beside the program, where downloads of others lie.

import type koffi from 'koffi';
import { loadNativeLibrary } from './load-native-library.ts';

type Koffi = typeof koffi;

export const koffiOfBuild = loadNativeLibrary('koffi.node') as Koffi;
