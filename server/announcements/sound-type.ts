import type { SoundType } from '../protocol/announcements.ts';

/** What a recording is by its bytes, whatever its name says; null when browsers could not play it, or it is no sound at all. */
export function soundTypeOf(bytes: Uint8Array): SoundType | null {
  const signs = (from: number, length: number) => String.fromCharCode(...bytes.subarray(from, from + length));
  // The first page of an Ogg file holds nothing but the head of its one stream.
  if (signs(0, 4) === 'OggS') return signs(28, 8) === 'OpusHead' ? 'audio/ogg' : null;
  if (signs(0, 4) === 'RIFF') return signs(8, 4) === 'WAVE' ? 'audio/wav' : null;
  if (signs(4, 4) === 'ftyp') return M4A_BRANDS.has(signs(8, 4)) ? 'audio/mp4' : null;
  if (signs(0, 3) === 'ID3' || isMp3Frame(bytes)) return 'audio/mpeg';
  return null;
}

const M4A_BRANDS = new Set(['M4A ', 'M4B ', 'mp42', 'mp41', 'isom', 'iso2', 'dash']);

/** The head of a frame: eleven bits set, then MPEG 1 or 2, layer III, and a rate of bits and of samples that there is. */
function isMp3Frame([first = 0, second = 0, third = 0]: Uint8Array): boolean {
  const hasSync = first === 0xff && (second & 0xe0) === 0xe0;
  const isLayer3 = (second & 0x06) === 0x02 && (second & 0x18) !== 0x08;
  const hasRates = (third & 0xf0) !== 0xf0 && (third & 0xf0) !== 0 && (third & 0x0c) !== 0x0c;
  return hasSync && isLayer3 && hasRates;
}
