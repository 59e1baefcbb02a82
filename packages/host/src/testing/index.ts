// What tests of other packages need of an X display. Not for programs.

export { type Xvfb, type XvfbOptions, startXvfb } from './start-xvfb.ts';
export { type ClipboardPrograms, openClipboardPrograms } from './clipboard-programs.ts';
export { type TestTray, startTray } from './start-tray.ts';
export { type Terminal, mouseReport, openTerminal, setLayout } from './terminal.ts';
export { type Typist, openTypist } from './typist.ts';
export { resizeXvfb, xrandr } from './xrandr.ts';
export { firstDifference, takeScreenshot } from './screenshot.ts';
export { type SeenEvent, type TestWindow, type TestWindowOptions, openTestWindow } from './test-window.ts';
export { copyForWine } from './wine-copy.ts';
export { type Wine, type WineOptions, type WineProcess, startWine, windowsPath } from './wine/start-wine.ts';
export { type ConsoleRun, type ConsoleStart, runFromConsole } from './wine/run-from-console.ts';
export { type WineDesktop, startWineDesktop } from './wine/wine-desktop.ts';
export type { SeenControl } from './wine/remote/messages.ts';
export { openRemoteDesktop } from './wine/remote/remote-desktop.ts';
export { windowsNode } from './wine/windows-node.ts';
export {
  areaOfColour,
  closeNearhandWindow,
  focusNearhandWindow,
  keyboardFollowsPointer,
  nearhandWindows,
  focusWindowTitled,
  titlesWithKeyboard,
} from './window-hands.ts';
