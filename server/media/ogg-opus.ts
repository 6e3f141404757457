/**
 * Opus packets as they came over RTP, put into a file that browsers play: Ogg (RFC 3533) with Opus in it (RFC 7845).
 * Nothing is decoded. All times are in samples of 48 kHz, which is what both RTP and Ogg count Opus in.
 */

export interface OpusPacket {
  /** 16 bits, and then again from 0. */
  sequenceNumber: number;
  /** Samples, 32 bits, and then again from 0. */
  timestamp: number;
  payload: Uint8Array;
}

export interface OggOpus {
  bytes: Buffer;
  durationMs: number;
}

export const SAMPLES_PER_MS = 48;
const SECOND = 1000 * SAMPLES_PER_MS;
/** What an encoder's look-ahead puts before the first sound; players skip it. */
const PRE_SKIP = 312;
/** The longest packet of Opus, and the shortest. */
const LONGEST = 120 * SAMPLES_PER_MS;
const SHORTEST = 2.5 * SAMPLES_PER_MS;
/** A longer leap of the clock is no silence: the sender has begun to count anew. */
const LONGEST_GAP = 10 * SECOND;
const MOST_SEGMENTS = 255;
const VENDOR = 'tandem';
const BEGINS = 2;
const ENDS = 4;

/**
 * @param packets in the order of their arrival: late ones are put where they belong, doubles dropped, and what is missing (lost,
 * or not sent because all was silent) becomes packets without content, for which a decoder makes up the sound
 * @param limits `serial` names the stream, 32 bits; of more than `samples` the rest is left out
 * @returns null when there is nothing to hear
 */
export function oggOpus(packets: readonly OpusPacket[], { serial, samples }: { serial: number; samples: number }): OggOpus | null {
  const { parts, length, stereo } = timeline(inOrder(packets), samples);
  if (length <= PRE_SKIP) return null;
  const stream = new Stream(serial);
  stream.page([head(stereo ? 2 : 1)], 0, BEGINS);
  stream.page([tags()], 0, 0);
  let page: Part[] = [];
  let segments = 0;
  let begun = 0;
  let position = 0;
  const flush = (flags: number) => {
    stream.page(
      page.map(({ bytes }) => bytes),
      position,
      flags,
    );
    page = [];
    segments = 0;
    begun = position;
  };
  for (const part of parts) {
    const needed = segmentsOf(part.bytes);
    if (segments + needed > MOST_SEGMENTS || position - begun >= SECOND) flush(0);
    page.push(part);
    segments += needed;
    position += part.samples;
  }
  flush(ENDS);
  return { bytes: stream.bytes(), durationMs: Math.round((length - PRE_SKIP) / SAMPLES_PER_MS) };
}

/** How long a packet sounds, in samples; null when it is none of Opus. */
export function samplesOf(packet: Uint8Array): number | null {
  const [toc, count = 0] = packet;
  if (toc === undefined) return null;
  const frames = [1, 2, 2, count & 0x3f][toc & 3] ?? 0;
  const samples = frames * frameSamples(toc >> 3);
  return samples > 0 && samples <= LONGEST ? samples : null;
}

/** By the configuration number of a packet's first byte: RFC 6716, table 2. */
function frameSamples(config: number): number {
  const sizes = config < 12 ? [10, 20, 40, 60] : config < 16 ? [10, 20] : [2.5, 5, 10, 20];
  return (sizes[config % sizes.length] ?? 0) * SAMPLES_PER_MS;
}

interface Part {
  bytes: Uint8Array;
  samples: number;
}

/** By their numbers, each once, with numbers that do not begin anew. */
function inOrder(packets: readonly OpusPacket[]): { sequence: number; timestamp: number; payload: Uint8Array }[] {
  const [first] = packets;
  if (first === undefined) return [];
  let [sequence, timestamp] = [first.sequenceNumber, first.timestamp];
  const bySequence = new Map<number, { sequence: number; timestamp: number; payload: Uint8Array }>();
  for (const packet of packets) {
    sequence += (((packet.sequenceNumber - sequence) & 0xffff) << 16) >> 16;
    timestamp += (packet.timestamp - timestamp) | 0;
    if (!bySequence.has(sequence)) bySequence.set(sequence, { sequence, timestamp, payload: packet.payload });
  }
  return [...bySequence.values()].sort((a, b) => a.sequence - b.sequence);
}

/** One packet after the other, with what fills the gaps between them. */
function timeline(packets: readonly { timestamp: number; payload: Uint8Array }[], limit: number) {
  const parts: Part[] = [];
  let length = 0;
  let stereo = false;
  /** The timestamp of the file's first sample. */
  let origin: number | null = null;
  let toc = 0;
  for (const { timestamp, payload } of packets) {
    const samples = samplesOf(payload);
    if (samples === null) continue;
    origin ??= timestamp;
    const gap = timestamp - origin - length;
    if (Math.abs(gap) > LONGEST_GAP) origin = timestamp - length;
    else
      for (const part of silence(toc, Math.min(gap, limit - length))) {
        parts.push(part);
        length += part.samples;
      }
    if (length + samples > limit) break;
    parts.push({ bytes: payload, samples });
    length += samples;
    toc = payload[0] ?? 0;
    stereo ||= (toc & 4) !== 0;
  }
  return { parts, length, stereo };
}

/** Packets without content: first of the same kind as the one before (RFC 7845, section 4.1), then shorter ones. */
function* silence(toc: number, gap: number): Generator<Part> {
  let left = gap;
  const kinds = [toc >> 3, 31, 30, 29, 28];
  while (left >= SHORTEST) {
    const config = kinds.find((one) => frameSamples(one) <= left) ?? 28;
    const samples = frameSamples(config);
    yield { bytes: Uint8Array.of((config << 3) | (toc & 4)), samples };
    left -= samples;
  }
}

function head(channels: number): Buffer {
  const bytes = Buffer.alloc(19);
  bytes.write('OpusHead', 'latin1');
  bytes.writeUInt8(1, 8); // version
  bytes.writeUInt8(channels, 9);
  bytes.writeUInt16LE(PRE_SKIP, 10);
  bytes.writeUInt32LE(SECOND, 12); // the rate that it was recorded at
  return bytes; // no gain, channels in their plain order
}

function tags(): Buffer {
  const bytes = Buffer.alloc(8 + 4 + VENDOR.length + 4);
  bytes.write('OpusTags', 'latin1');
  bytes.writeUInt32LE(VENDOR.length, 8);
  bytes.write(VENDOR, 12, 'latin1');
  return bytes;
}

/** In a page a packet is told by lengths of 255 and a last one below. */
const segmentsOf = (packet: Uint8Array) => Math.floor(packet.length / 255) + 1;

class Stream {
  readonly #serial: number;
  readonly #pages: Buffer[] = [];

  constructor(serial: number) {
    this.#serial = serial >>> 0;
  }

  /** @param position the samples up to the end of its last packet, with those that players skip */
  page(packets: readonly Uint8Array[], position: number, flags: number): void {
    const lacing = packets.flatMap((packet) => [...Array<number>(segmentsOf(packet) - 1).fill(255), packet.length % 255]);
    const header = Buffer.alloc(27);
    header.write('OggS', 'latin1');
    header.writeUInt8(flags, 5);
    header.writeBigInt64LE(BigInt(position), 6);
    header.writeUInt32LE(this.#serial, 14);
    header.writeUInt32LE(this.#pages.length, 18);
    header.writeUInt8(lacing.length, 26);
    const page = Buffer.concat([header, Uint8Array.from(lacing), ...packets]);
    page.writeUInt32LE(checksum(page), 22);
    this.#pages.push(page);
  }

  bytes(): Buffer {
    return Buffer.concat(this.#pages);
  }
}

/** The remainder of each byte, for Ogg's CRC: polynomial 0x04c11db7, beginning with 0, neither reflected nor inverted. */
const REMAINDERS = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte << 24;
  for (let bit = 0; bit < 8; bit += 1) remainder = remainder & 0x8000_0000 ? (remainder << 1) ^ 0x04c1_1db7 : remainder << 1;
  return remainder >>> 0;
});

/** Over a page whose own checksum is 0. */
function checksum(page: Uint8Array): number {
  let crc = 0;
  for (const byte of page) crc = ((crc << 8) ^ (REMAINDERS[((crc >>> 24) ^ byte) & 0xff] ?? 0)) >>> 0;
  return crc;
}
