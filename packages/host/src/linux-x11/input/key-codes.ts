// KeyboardEvent.code (a place on the keyboard) to X keycode: the kernel's key number (linux/input-event-codes.h) plus 8,
// as every X server with the evdev or libinput driver counts. Not what the key types: that is the layout's.

const evdevOffset = 8;

function row(first: number, codes: string): [string, number][] {
  return codes.split(' ').map((code, index) => [code, first + index]);
}

const places: [string, number][] = [
  ...row(1, 'Escape Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 Minus Equal Backspace'),
  ...row(15, 'Tab KeyQ KeyW KeyE KeyR KeyT KeyY KeyU KeyI KeyO KeyP BracketLeft BracketRight Enter ControlLeft'),
  ...row(30, 'KeyA KeyS KeyD KeyF KeyG KeyH KeyJ KeyK KeyL Semicolon Quote Backquote ShiftLeft Backslash'),
  ...row(44, 'KeyZ KeyX KeyC KeyV KeyB KeyN KeyM Comma Period Slash ShiftRight NumpadMultiply AltLeft Space CapsLock'),
  ...row(59, 'F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 NumLock ScrollLock'),
  ...row(71, 'Numpad7 Numpad8 Numpad9 NumpadSubtract Numpad4 Numpad5 Numpad6 NumpadAdd'),
  ...row(79, 'Numpad1 Numpad2 Numpad3 Numpad0 NumpadDecimal'),
  ...row(85, 'Lang5 IntlBackslash F11 F12 IntlRo Lang3 Lang4 Convert KanaMode NonConvert'),
  ...row(96, 'NumpadEnter ControlRight NumpadDivide PrintScreen AltRight'),
  ...row(102, 'Home ArrowUp PageUp ArrowLeft ArrowRight End ArrowDown PageDown Insert Delete'),
  ...row(113, 'AudioVolumeMute AudioVolumeDown AudioVolumeUp'),
  ['NumpadEqual', 117],
  ['Pause', 119],
  ...row(
    121,
    'NumpadComma Lang1 Lang2 IntlYen MetaLeft MetaRight ContextMenu BrowserStop Again Props Undo Select Copy',
  ),
  ...row(134, 'Open Paste Find Cut Help'),
  ['LaunchApp2', 140],
  ['LaunchMail', 155],
  ['BrowserFavorites', 156],
  ['BrowserBack', 158],
  ['BrowserForward', 159],
  ...row(163, 'MediaTrackNext MediaPlayPause MediaTrackPrevious MediaStop'),
  ['BrowserHome', 172],
  ['BrowserRefresh', 173],
  ...row(179, 'NumpadParenLeft NumpadParenRight'),
  ...row(183, 'F13 F14 F15 F16 F17 F18 F19 F20 F21 F22 F23 F24'),
  ['BrowserSearch', 217],
  // What older browsers call them.
  ['OSLeft', 125],
  ['OSRight', 126],
];

const keycodes = new Map(places.map(([code, key]) => [code, key + evdevOffset]));

/** null: no such place is known. */
export function keycodeOf(code: string): number | null {
  return keycodes.get(code) ?? null;
}

export const knownCodes: readonly string[] = [...keycodes.keys()];
