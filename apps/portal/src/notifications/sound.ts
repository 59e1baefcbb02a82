// The sound of a notification: two short notes, made by the browser itself. It can be switched off on this device.

const storageKey = 'nearhand.sound';
/** Hertz, and seconds after the start. */
const notes = [
  [659.25, 0],
  [880, 0.14],
] as const;
const noteSeconds = 0.42;
const loudness = 0.16;

export function isSoundOn(): boolean {
  return localStorage.getItem(storageKey) !== 'off';
}

export function setSoundOn(on: boolean): void {
  if (on) localStorage.removeItem(storageKey);
  else localStorage.setItem(storageKey, 'off');
}

/** Silent where the browser allows no sound yet: nobody has pressed anything on this page. */
export async function playSound(): Promise<void> {
  const audio = new AudioContext();
  try {
    if (audio.state === 'suspended') await Promise.race([audio.resume(), pause(0.5)]);
    if (audio.state !== 'running') return;
    for (const [frequency, afterSeconds] of notes) playNote(audio, frequency, audio.currentTime + afterSeconds);
    await pause(notes[1][1] + noteSeconds + 0.1);
  } finally {
    await audio.close();
  }
}

function playNote(audio: AudioContext, frequency: number, at: number): void {
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.type = 'sine';
  tone.frequency.value = frequency;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(loudness, at + 0.015);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + noteSeconds);
  tone.connect(volume).connect(audio.destination);
  tone.start(at);
  tone.stop(at + noteSeconds);
}

function pause(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}
