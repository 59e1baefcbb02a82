// KeyboardEvent.code (a place on the keyboard) to the scan code that a keyboard sends from there (set 1; 0xE0xx with the
// prefix), as in the W3C's UI Events table for Windows. Not what the key types: that is the layout's.

function row(first: number, codes: string): [string, number][] {
  return codes.split(' ').map((code, index) => [code, first + index]);
}

const places: [string, number][] = [
  ...row(0x01, 'Escape Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 Minus Equal Backspace'),
  ...row(0x0f, 'Tab KeyQ KeyW KeyE KeyR KeyT KeyY KeyU KeyI KeyO KeyP BracketLeft BracketRight Enter ControlLeft'),
  ...row(0x1e, 'KeyA KeyS KeyD KeyF KeyG KeyH KeyJ KeyK KeyL Semicolon Quote Backquote ShiftLeft Backslash'),
  ...row(
    0x2c,
    'KeyZ KeyX KeyC KeyV KeyB KeyN KeyM Comma Period Slash ShiftRight NumpadMultiply AltLeft Space CapsLock',
  ),
  ...row(0x3b, 'F1 F2 F3 F4 F5 F6 F7 F8 F9 F10'),
  ['NumLock', 0xe045],
  ['ScrollLock', 0x46],
  ...row(0x47, 'Numpad7 Numpad8 Numpad9 NumpadSubtract Numpad4 Numpad5 Numpad6 NumpadAdd'),
  ...row(0x4f, 'Numpad1 Numpad2 Numpad3 Numpad0 NumpadDecimal'),
  ['IntlBackslash', 0x56],
  ['F11', 0x57],
  ['F12', 0x58],
  ['NumpadEqual', 0x59],
  ...row(0x64, 'F13 F14 F15 F16 F17 F18 F19 F20 F21 F22 F23'),
  ['F24', 0x76],
  ['KanaMode', 0x70],
  ['IntlRo', 0x73],
  ['Convert', 0x79],
  ['NonConvert', 0x7b],
  ['IntlYen', 0x7d],
  ['NumpadComma', 0x7e],
  ['MediaTrackPrevious', 0xe010],
  ['MediaTrackNext', 0xe019],
  ['NumpadEnter', 0xe01c],
  ['ControlRight', 0xe01d],
  ['AudioVolumeMute', 0xe020],
  ['LaunchApp2', 0xe021],
  ['MediaPlayPause', 0xe022],
  ['MediaStop', 0xe024],
  ['AudioVolumeDown', 0xe02e],
  ['AudioVolumeUp', 0xe030],
  ['BrowserHome', 0xe032],
  ['NumpadDivide', 0xe035],
  ['PrintScreen', 0xe037],
  ['AltRight', 0xe038],
  ['Pause', 0x45],
  ...row(0xe047, 'Home ArrowUp PageUp'),
  ['ArrowLeft', 0xe04b],
  ['ArrowRight', 0xe04d],
  ...row(0xe04f, 'End ArrowDown PageDown Insert Delete'),
  ['MetaLeft', 0xe05b],
  ['MetaRight', 0xe05c],
  ['ContextMenu', 0xe05d],
  ['BrowserSearch', 0xe065],
  ['BrowserFavorites', 0xe066],
  ['BrowserRefresh', 0xe067],
  ['BrowserStop', 0xe068],
  ['BrowserForward', 0xe069],
  ['BrowserBack', 0xe06a],
  ['LaunchMail', 0xe06c],
  // What older browsers call them.
  ['OSLeft', 0xe05b],
  ['OSRight', 0xe05c],
];

const scanCodes = new Map(places);

/** null: no such place is known. */
export function scanCodeOf(code: string): number | null {
  return scanCodes.get(code) ?? null;
}

/** Named keys that technicians' layouts put elsewhere, or that the keypad gives without Num Lock: where they are here. */
const homes = new Map(
  [
    ...'Escape Backspace Tab Enter CapsLock Home End PageUp PageDown Insert Delete ContextMenu'.split(' '),
    ...'ArrowUp ArrowDown ArrowLeft ArrowRight NumLock ScrollLock Pause PrintScreen'.split(' '),
  ].map((name) => [name, name]),
);

/** The place of a named key; the technician's own place for it where there is none. */
export function placeOfNamed(key: string, code: string): number | null {
  if (code === 'NumpadEnter' && key === 'Enter') return scanCodeOf(code);
  return scanCodeOf(homes.get(key) ?? code);
}

/** VK_NUMPAD0 to 9 and their neighbours: what they type does not depend on Num Lock. */
const keypadKeys = new Map<string, number>([
  ...Array.from({ length: 10 }, (_, digit): [string, number] => [`Numpad${digit}`, 0x60 + digit]),
  ['NumpadMultiply', 0x6a],
  ['NumpadAdd', 0x6b],
  ['NumpadSubtract', 0x6d],
  ['NumpadDecimal', 0x6e],
  ['NumpadDivide', 0x6f],
]);

export function keypadKeyOf(code: string): number | null {
  return keypadKeys.get(code) ?? null;
}
