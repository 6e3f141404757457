import { outputOn } from '../../lib/media/output-device.ts';

/** The ring of an offer, made of two tones and no file. */

const TONES_HZ = [440, 480];
const ON_SECONDS = 0.9;
const EVERY_SECONDS = 2.4;
const EDGE_SECONDS = 0.05;
const VOLUME = 0.12;

let context: AudioContext | undefined;

/** Browsers let most pages sound only after somebody has touched them. Call this in a click or a key press. */
export function unlockRing(): AudioContext {
  context ??= new AudioContext();
  if (context.state === 'suspended') void context.resume();
  return context;
}

/** Rings on this device ('' : the system's own choice) until the function that it returns is called; then it is silent at once. */
export function startRing(deviceId: string): () => void {
  const audio = unlockRing();
  // One round that repeats by itself: a timer would be held back in a tab that nobody looks at, where a ring matters most.
  const ring = new AudioBufferSourceNode(audio, { buffer: oneRound(audio), loop: true });
  let stopped = false;
  let closeOutput = (): void => undefined;
  void outputOn(audio, deviceId).then(({ input, close }) => {
    if (stopped) return close();
    closeOutput = close;
    ring.connect(input);
    ring.start();
  });
  return () => {
    stopped = true;
    ring.disconnect();
    closeOutput();
  };
}

/** Two tones, then a pause, with soft edges. */
function oneRound(audio: BaseAudioContext): AudioBuffer {
  const { sampleRate } = audio;
  const buffer = audio.createBuffer(1, Math.round(EVERY_SECONDS * sampleRate), sampleRate);
  const samples = buffer.getChannelData(0);
  for (let index = 0; index < ON_SECONDS * sampleRate; index += 1) {
    const at = index / sampleRate;
    const edge = Math.min(1, at / EDGE_SECONDS, (ON_SECONDS - at) / EDGE_SECONDS);
    samples[index] = VOLUME * edge * TONES_HZ.reduce((sum, hz) => sum + Math.sin(2 * Math.PI * hz * at), 0);
  }
  return buffer;
}

const CHIME_HZ = [660, 880];
const NOTE_SECONDS = 0.12;

/** Two soft notes, once: somebody has written. */
export function chime(deviceId: string): void {
  const audio = unlockRing();
  void outputOn(audio, deviceId).then(({ input, close }) => {
    const volume = new GainNode(audio, { gain: VOLUME });
    volume.connect(input);
    CHIME_HZ.forEach((frequency, nth) => {
      const note = new OscillatorNode(audio, { frequency });
      note.connect(volume);
      note.start(audio.currentTime + nth * NOTE_SECONDS);
      note.stop(audio.currentTime + (nth + 1) * NOTE_SECONDS);
      if (nth === CHIME_HZ.length - 1) note.onended = close;
    });
  });
}
