import { expect, test } from 'vitest';
import { soundTypeOf } from './sound-type.ts';

const ascii = (...parts: (string | number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...part].map((sign) => sign.charCodeAt(0)) : part)));
const zeros = (count: number) => Array.from({ length: count }, () => 0);

test.each<[string, Uint8Array, string | null]>([
  ['Ogg with Opus', ascii('OggS', zeros(24), 'OpusHead'), 'audio/ogg'],
  ['Ogg with something else, such as a film', ascii('OggS', zeros(24), '\u0080theora'), null],
  ['WAV', ascii('RIFF', zeros(4), 'WAVEfmt '), 'audio/wav'],
  ['another RIFF, such as a picture', ascii('RIFF', zeros(4), 'WEBPVP8 '), null],
  ['M4A', ascii([0, 0, 0, 32], 'ftypM4A ', zeros(8)), 'audio/mp4'],
  ['another of its family, such as a picture', ascii([0, 0, 0, 32], 'ftypheic', zeros(8)), null],
  ['MP3 that begins with its tags', ascii('ID3', [4, 0, 0]), 'audio/mpeg'],
  ['MP3 without tags', ascii([0xff, 0xfb, 0x90, 0x00]), 'audio/mpeg'],
  ['MP3 of half the rate', ascii([0xff, 0xf3, 0x84, 0x00]), 'audio/mpeg'],
  ['a frame of AAC', ascii([0xff, 0xf1, 0x50, 0x80]), null],
  ['a page', ascii('<!doctype html><script>'), null],
  ['a picture', ascii([0xff, 0xd8, 0xff, 0xe0]), null],
  ['bits that are all set', ascii([0xff, 0xff, 0xff, 0xff]), null],
  ['three bytes', ascii('Ogg'), null],
  ['nothing', ascii(), null],
])('%s', (_, bytes, type) => {
  expect(soundTypeOf(bytes)).toBe(type);
});
