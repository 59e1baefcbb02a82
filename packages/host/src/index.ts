export * from './ports.ts';
export { type DemoDesktopOptions, createDemoDesktop } from './demo/demo-desktop.ts';
export { type DemoLanguage, demoLanguages } from './demo/texts.ts';
export { type Colour, type FakeDesktop, type FakeDesktopOptions, createFakeDesktop } from './fake/fake-desktop.ts';
export { FakeSeat } from './fake/fake-seat.ts';
export { FakeLoad } from './fake/fake-load.ts';
export { isOwnUsersPeer } from './linux-x11/loopback-peer.ts';
export { type Autostart, type AutostartOptions, openAutostart } from './autostart/autostart.ts';
export { type DesktopAccess, type DesktopLimit, desktopOfMachine } from './desktop-of-machine.ts';
export { readAsset, readBuiltIn } from './program/embedded.ts';
export { type Output, openOutput } from './program/open-output.ts';
export { giveBackMemory } from './program/give-back.ts';
export { temporaryFolders } from './program/temporary-folders.ts';
export { startWorker } from './program/start-worker.ts';
export type { ProxySettings } from './proxy/parse-proxy.ts';
export { systemProxy } from './proxy/system-proxy.ts';
export { hasLocalSocket, localSocketAddress, newPipeAddress } from './program/local-socket.ts';
export { type Outside, openOutside } from './outside/open-outside.ts';
export { serviceHasSystemRights } from './program/own-rights.ts';
export { type OwnProgram, ownProgram, programPath } from './program/own-program.ts';
export { answerServiceManager, isServiceInstalled, openServiceManager } from './service/open-service.ts';
export type { ServiceLine } from './service/windows/service-line.ts';
export { closeToUsers } from './service/close-to-users.ts';
export {
  removeEmptyFolder,
  removeFolder,
  removeReplaced,
  removeUnlessInUse,
  replaceFile,
} from './service/files-in-use.ts';
export type { Seat } from './seat/seat.ts';
export type { LoadMeter } from './load/ports.ts';
export type * from './service/ports.ts';
export { openDesktopSessions } from './service/sessions/open-sessions.ts';
export type * from './window/content.ts';
export { letComeForward } from './window/let-come-forward.ts';
export { desktopUserVariable } from './window/of-user/desktop-user.ts';
export { windowWord } from './window/of-user/user-windows.ts';
export { runWindowProcess } from './window/of-user/window-process.ts';
export { drawsAsPerson, startWindows } from './window/start-windows.ts';
export type * from './window/tray.ts';
export { couldBeDone, windowEventSchema } from './window/window-events.ts';
export type { NativeWindow, TrayIcon, WindowSystem } from './window/window-port.ts';
