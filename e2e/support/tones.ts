import { writeFile } from 'node:fs/promises';

const SAMPLE_RATE = 48_000;
const HEADER_BYTES = 44;
const AMPLITUDE = 0.5;

/**
 * Writes a tone as a wav file (mono, 16 bit, 48 kHz) for Chromium's `--use-file-for-fake-audio-capture`, which
 * repeats it for ever: whole numbers of `hz` and `seconds` make it seamless. 0 Hz is silence.
 */
export async function writeTone(path: string, hz: number, seconds = 5): Promise<void> {
  const samples = SAMPLE_RATE * seconds;
  const wav = Buffer.alloc(HEADER_BYTES + samples * 2);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16); // length of this chunk
  wav.writeUInt16LE(1, 20); // PCM
  wav.writeUInt16LE(1, 22); // channels
  wav.writeUInt32LE(SAMPLE_RATE, 24);
  wav.writeUInt32LE(SAMPLE_RATE * 2, 28); // bytes a second
  wav.writeUInt16LE(2, 32); // bytes a sample
  wav.writeUInt16LE(16, 34); // bits a sample
  wav.write('data', 36);
  wav.writeUInt32LE(samples * 2, 40);
  for (let i = 0; i < samples; i += 1) {
    wav.writeInt16LE(Math.round(AMPLITUDE * 32_767 * Math.sin((2 * Math.PI * hz * i) / SAMPLE_RATE)), HEADER_BYTES + i * 2);
  }
  await writeFile(path, wav);
}
