/** The ring of an offer, made of two tones and no file. */

const TONES_HZ = [440, 480];
const ON_SECONDS = 0.9;
const EVERY_MS = 2_400;
const VOLUME = 0.12;

let context: AudioContext | undefined;

/** Browsers let a page sound only after somebody has touched it. Call this in a click or a key press. */
export function unlockRing(): void {
  context ??= new AudioContext();
  if (context.state === 'suspended') void context.resume();
}

/** Rings until the function that it returns is called; then it is silent at once. */
export function startRing(): () => void {
  if (context === undefined) return () => undefined;
  const audio = context;
  const out = audio.createGain();
  out.connect(audio.destination);

  const once = () => {
    const volume = audio.createGain();
    const start = audio.currentTime;
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(VOLUME, start + 0.04);
    volume.gain.setValueAtTime(VOLUME, start + ON_SECONDS - 0.08);
    volume.gain.linearRampToValueAtTime(0, start + ON_SECONDS);
    volume.connect(out);
    for (const frequency of TONES_HZ) {
      const tone = audio.createOscillator();
      tone.frequency.value = frequency;
      tone.connect(volume);
      tone.start(start);
      tone.stop(start + ON_SECONDS);
    }
  };
  once();
  const timer = setInterval(once, EVERY_MS);
  return () => {
    clearInterval(timer);
    out.disconnect();
  };
}
