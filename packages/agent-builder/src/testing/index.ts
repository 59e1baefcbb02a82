// What tests of other packages need of builds. Not for programs.

export { parseBuildCommand } from '../command-line.ts';
export { reworded } from './reworded.ts';
export { type SharedBuild, sharedBuild, testWish, writeTestBuild } from './shared-build.ts';
