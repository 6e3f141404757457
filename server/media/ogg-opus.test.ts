import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type OpusPacket, oggOpus, samplesOf } from './ogg-opus.ts';

/** Read back by code that shares nothing with the writer: pages, their checksums, and the packets in them. */

const MS = 48;
const FRAME = 20 * MS;
/** 20 ms of CELT, full band, one frame. */
const TOC = 31 << 3;
const LIMIT = { serial: 7, samples: 60_000 * MS };

interface Page {
  flags: number;
  granule: number;
  serial: number;
  number: number;
  packets: Buffer[];
}

function pagesOf(file: Buffer): Page[] {
  const pages: Page[] = [];
  for (let at = 0; at < file.length; ) {
    expect(file.toString('latin1', at, at + 4)).toBe('OggS');
    const count = file.readUInt8(at + 26);
    const lacing = [...file.subarray(at + 27, at + 27 + count)];
    const end = at + 27 + count + lacing.reduce((sum, length) => sum + length, 0);
    const page = Buffer.from(file.subarray(at, end));
    page.writeUInt32LE(0, 22);
    expect(file.readUInt32LE(at + 22)).toBe(slowCrc(page));
    const packets: Buffer[] = [];
    let from = at + 27 + count;
    let length = 0;
    for (const part of lacing) {
      length += part;
      if (part === 255) continue;
      packets.push(file.subarray(from, from + length));
      from += length;
      length = 0;
    }
    const granule = Number(file.readBigInt64LE(at + 6));
    pages.push({ flags: file.readUInt8(at + 5), granule, serial: file.readUInt32LE(at + 14), number: file.readUInt32LE(at + 18), packets });
    at = end;
  }
  return pages;
}

function slowCrc(bytes: Buffer): number {
  let crc = 0n;
  for (const byte of bytes) {
    crc ^= BigInt(byte) << 24n;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 0x8000_0000n ? (crc << 1n) ^ 0x04c1_1db7n : crc << 1n) & 0xffff_ffffn;
  }
  return Number(crc);
}

const packet = (index: number, change: Partial<OpusPacket> = {}): OpusPacket => ({
  sequenceNumber: index & 0xffff,
  timestamp: (index * FRAME) % 2 ** 32,
  payload: Uint8Array.of(TOC, index & 0xff, 1, 2, 3),
  ...change,
});
const run = (count: number, from = 0) => Array.from({ length: count }, (_, index) => packet(from + index));
const fileOf = (packets: OpusPacket[], limit = LIMIT) => {
  const made = oggOpus(packets, limit);
  if (made === null) throw new Error('There is nothing in it');
  return { ...made, pages: pagesOf(made.bytes) };
};
const soundOf = (pages: Page[]) => pages.slice(2).flatMap(({ packets }) => packets);

describe('a file', () => {
  it('begins with its head and its tags on pages of their own, and ends with the last page’s mark', () => {
    const { pages, durationMs } = fileOf(run(150));
    const [head, tags] = pages;
    expect(head).toMatchObject({ flags: 2, granule: 0, number: 0, serial: 7 });
    expect(head?.packets[0]?.toString('hex')).toBe(`${Buffer.from('OpusHead').toString('hex')}0101380180bb0000000000`);
    expect(tags?.packets[0]?.toString('latin1', 0, 8)).toBe('OpusTags');
    expect(pages.map(({ flags }) => flags)).toEqual([2, 0, 0, 0, 4]);
    expect(pages.map(({ number }) => number)).toEqual([0, 1, 2, 3, 4]);
    expect(pages.map(({ granule }) => granule)).toEqual([0, 0, 48_000, 96_000, 144_000]);
    expect(durationMs).toBe(Math.round(3000 - 312 / MS));
    expect(soundOf(pages)).toEqual(run(150).map(({ payload }) => Buffer.from(payload)));
  });

  it('has two channels when a packet has', () => {
    const stereo = packet(3, { payload: Uint8Array.of(TOC | 4, 9) });
    expect(fileOf([...run(3), stereo]).pages[0]?.packets[0]?.readUInt8(9)).toBe(2);
  });

  it('holds packets as long as Opus makes them, over several segments', () => {
    const long = (index: number) =>
      packet(index, { payload: Uint8Array.from({ length: 255 * (index % 5) + 1 }, (_, at) => (at ? at & 0xff : TOC)) });
    const packets = Array.from({ length: 300 }, (_, index) => long(index));
    const { pages } = fileOf(packets);
    expect(soundOf(pages)).toEqual(packets.map(({ payload }) => Buffer.from(payload)));
  });

  it.each([
    ['nothing', []],
    ['what is no Opus', [packet(0, { payload: new Uint8Array() }), packet(1, { payload: Uint8Array.of(3) })]],
  ])('is not made of %s', (_, packets) => {
    expect(oggOpus(packets, LIMIT)).toBeNull();
  });

  it('is no longer than it may be', () => {
    const { durationMs } = fileOf(run(500), { serial: 1, samples: 1000 * MS });
    expect(durationMs).toBeLessThanOrEqual(1000);
    expect(durationMs).toBeGreaterThan(970);
  });
});

describe('what is missing', () => {
  it('becomes packets without content, of the kind before, and the time stays true', () => {
    const { pages } = fileOf([...run(5), ...run(5, 8)]);
    expect(pages.at(-1)?.granule).toBe(13 * FRAME);
    expect(soundOf(pages).map((one) => one.length)).toEqual([5, 5, 5, 5, 5, 1, 1, 1, 5, 5, 5, 5, 5]);
    expect(soundOf(pages)[5]).toEqual(Buffer.from([TOC]));
  });

  it('of a sender that sends nothing while all is silent is filled the same way, to 2.5 ms', () => {
    const later = packet(5, { timestamp: 5 * FRAME + 407.5 * MS });
    const { pages } = fileOf([...run(5), later]);
    expect(pages.at(-1)?.granule).toBe(6 * FRAME + 407.5 * MS);
    expect(
      soundOf(pages)
        .slice(5, -1)
        .map((one) => samplesOf(one)),
    ).toEqual([...Array(20).fill(FRAME), 5 * MS, 2.5 * MS]);
  });

  it('is no hour of silence where a sender’s clock leaps', () => {
    const leapt = packet(5, { timestamp: 5 * FRAME + 3_600_000 * MS });
    expect(fileOf([...run(5), leapt, packet(6, { timestamp: leapt.timestamp + FRAME })]).pages.at(-1)?.granule).toBe(7 * FRAME);
  });
});

it('whatever comes late, twice or past the end of its numbers is put where it belongs', () => {
  const whole = fileOf(run(120, 65_500)).bytes;
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(118), fc.boolean()), { maxLength: 40 }), (changes) => {
      const packets = run(120, 65_500);
      for (const [index, twice] of changes) {
        // The first one stands: what comes before it is not known to be the beginning.
        const [one, two] = [packets[index + 1], packets[index + 2]];
        if (one && two) packets.splice(index + 1, 2, two, one);
        if (one && twice) packets.push(one);
      }
      expect(fileOf(packets).bytes.equals(whole)).toBe(true);
    }),
    { numRuns: 200 },
  );
});

it.each([
  [[0 << 3], 10],
  [[3 << 3], 60],
  [[13 << 3], 20],
  [[16 << 3], 2.5],
  [[(31 << 3) | 1], 40],
  [[(31 << 3) | 2], 40],
  [[(31 << 3) | 3, 3], 60],
  [[(31 << 3) | 3, 6], 120],
  [[(31 << 3) | 3, 7], null],
  [[(31 << 3) | 3], null],
  [[], null],
])('a packet that begins with %j lasts %s ms', (bytes, ms) => {
  expect(samplesOf(Uint8Array.from(bytes))).toBe(ms === null ? null : ms * MS);
});
