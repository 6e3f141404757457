import { outputOn } from './output-device.ts';

/** Three rising notes, each of a second's third: enough to tell where they come from. */
const NOTES_HZ = [523.25, 659.25, 783.99];
const NOTE_SECONDS = 0.32;
const VOLUME = 0.2;

/** Plays a short sound on this device ('' : the system's own choice). Resolves when it is over. Call it in a press. */
export async function playTestSound(deviceId: string): Promise<void> {
  const context = new AudioContext();
  const output = await outputOn(context, deviceId);
  await context.resume();
  const start = context.currentTime + 0.05;
  const played = NOTES_HZ.map((frequency, index) => {
    const at = start + index * NOTE_SECONDS;
    const volume = new GainNode(context, { gain: 0 });
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(VOLUME, at + 0.03);
    volume.gain.exponentialRampToValueAtTime(0.001, at + NOTE_SECONDS);
    const note = new OscillatorNode(context, { frequency });
    note.connect(volume).connect(output.input);
    note.start(at);
    note.stop(at + NOTE_SECONDS);
    return new Promise<void>((done) => {
      note.onended = () => done();
    });
  });
  await Promise.all(played);
  output.close();
  await context.close();
}
