export * from './ports.ts';
export { type DemoDesktopOptions, createDemoDesktop } from './demo/demo-desktop.ts';
export { type DemoLanguage, demoLanguages } from './demo/texts.ts';
export { type Colour, type FakeDesktop, type FakeDesktopOptions, createFakeDesktop } from './fake/fake-desktop.ts';
export { type DetectedDesktop, detectDesktop } from './linux-x11/detect-desktop.ts';
export { isOwnUsersPeer } from './linux-x11/loopback-peer.ts';
export { type X11DesktopOptions, openX11Desktop } from './linux-x11/open-desktop.ts';
export { linuxInfo } from './linux-x11/system-info.ts';
