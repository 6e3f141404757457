import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { createWorker, type types as ms } from 'mediasoup';
import { OPUS } from '../../protocol/media-codec.ts';
import { workerBin } from './worker-bin.ts';

const PACKET_MS = 20;
/** 32 kbit/s of Opus, as a browser sends a voice. */
const PAYLOAD_BYTES = 80;
const PAYLOAD_TYPE = 100;
const IP = '127.0.0.1';
/** People don't begin a packet at the same moment: so many moments within the time of one. */
const MOMENTS = 10;
/** What is on its way while nothing has come for so long is lost. */
const LOST_MS = 4000;
/** Linux counts processor time in hundredths of a second. */
const TICK_MS = 10;

/** What a worker needed for so many conversations at once. */
export interface Bridged {
  conversations: number;
  /** Of one core. */
  cores: number;
  residentBytes: number;
  /** That should have come to the other parties, and that did not. */
  packets: number;
  lost: number;
}

/**
 * Opus at 50 packets a second each way, encrypted, between the two parties of each conversation. A conversation has a router and a
 * transport for each party, as in the program; the transports are plain ones, without the handshake that agrees on keys. The parties
 * are one more worker, which does as much work as the one that is measured.
 */
export async function measureBridged(steps: readonly number[], { measuredMs }: { measuredMs: number }): Promise<Bridged[]> {
  const bin = await workerBin();
  const open = () => createWorker({ logLevel: 'none', ...(bin === undefined ? {} : { workerBin: bin }) });
  const workers = [await open(), await open()] as const;
  try {
    const [bridge, world] = workers;
    const parties = await openParties(world);
    const rows: Bridged[] = [];
    let conversations = 0;
    for (const step of steps.toSorted((a, b) => a - b)) {
      for (; conversations < step; conversations += 1) await converse(bridge, parties);
      const [cpuMs, heard] = [cpuMsOf(bridge.pid), await parties.heard()];
      const packets = await parties.talk(measuredMs);
      const came = (await parties.heardAll(heard + packets)) - heard;
      const cores = (cpuMsOf(bridge.pid) - cpuMs) / measuredMs;
      rows.push({ conversations, cores, residentBytes: residentBytesOf(bridge.pid), packets, lost: packets - came });
    }
    return rows;
  } finally {
    for (const worker of workers) worker.close();
  }
}

/** All who talk. */
interface Parties {
  router: ms.Router;
  /** In turn: what the next party says. */
  voice(): ms.Producer;
  hears(line: ms.Producer): void;
  /** @returns how many packets all of them said */
  talk(forMs: number): Promise<number>;
  /** Packets since they were made. */
  heard(): Promise<number>;
  /** The same, once it is so many or nothing comes any more. */
  heardAll(packets: number): Promise<number>;
}

async function openParties(world: ms.Worker): Promise<Parties> {
  const router = await world.createRouter({ mediaCodecs: [OPUS] });
  const voices = await Promise.all(
    Array.from({ length: MOMENTS }, async (_, n) => {
      const direct = await router.createDirectTransport();
      const codecs = [{ mimeType: 'audio/opus', payloadType: PAYLOAD_TYPE, clockRate: 48_000, channels: 2 }];
      const producer = await direct.produce({ kind: 'audio', rtpParameters: { codecs, encodings: [{ ssrc: n + 1 }] } });
      return { producer, ssrc: n + 1, parties: 0, number: 0 };
    }),
  );
  const lines: ms.Producer[] = [];
  let next = 0;
  const heard = async () => {
    const stats = await Promise.all(lines.map((line) => line.getStats()));
    return stats.flat().reduce((sum, { packetCount }) => sum + packetCount, 0);
  };
  return {
    router,
    voice() {
      const voice = voices[next % MOMENTS];
      if (voice === undefined) throw new RangeError('There are no voices');
      next += 1;
      voice.parties += 1;
      return voice.producer;
    },
    hears: (line) => void lines.push(line),
    async talk(forMs) {
      let packets = 0;
      const begun = performance.now();
      for (let n = 0; (n * PACKET_MS) / MOMENTS < forMs; n += 1) {
        await delay(Math.max(0, begun + (n * PACKET_MS) / MOMENTS - performance.now()));
        const voice = voices[n % MOMENTS];
        if (voice === undefined) continue;
        voice.producer.send(packetOf(voice));
        voice.number += 1;
        packets += voice.parties;
      }
      return packets;
    },
    heard,
    async heardAll(packets) {
      for (let before = -1, now = await heard(); ; before = now, now = await heard()) {
        if (now >= packets || now === before) return now;
        await delay(LOST_MS);
      }
    },
  };
}

function packetOf({ ssrc, number }: { ssrc: number; number: number }): Buffer {
  const packet = Buffer.alloc(12 + PAYLOAD_BYTES, number & 0xff);
  packet.writeUInt8(0x80, 0);
  packet.writeUInt8(PAYLOAD_TYPE, 1);
  packet.writeUInt16BE(number & 0xffff, 2);
  packet.writeUInt32BE((number * 960) >>> 0, 4);
  packet.writeUInt32BE(ssrc, 8);
  return packet;
}

async function converse(bridge: ms.Worker, { router: world, voice, hears }: Parties): Promise<void> {
  const room = await bridge.createRouter({ mediaCodecs: [OPUS] });
  const lines = await Promise.all([0, 1].map(() => lineBetween(room, world)));
  const microphones = await Promise.all(
    lines.map(async ({ inside, outside }) => {
      const { rtpParameters } = await outside.consume({ producerId: voice().id, rtpCapabilities: world.rtpCapabilities });
      return inside.produce({ kind: 'audio', rtpParameters });
    }),
  );
  for (const [n, { inside, outside }] of lines.entries()) {
    const other = microphones[1 - n];
    if (other === undefined) throw new RangeError('There are two parties');
    const { rtpParameters } = await inside.consume({ producerId: other.id, rtpCapabilities: room.rtpCapabilities });
    hears(await outside.produce({ kind: 'audio', rtpParameters }));
  }
}

/** With keys of its own. */
async function lineBetween(room: ms.Router, world: ms.Router): Promise<{ inside: ms.PlainTransport; outside: ms.PlainTransport }> {
  const make = (router: ms.Router) =>
    router.createPlainTransport({ listenInfo: { protocol: 'udp', ip: IP }, rtcpMux: true, enableSrtp: true });
  const [inside, outside] = await Promise.all([make(room), make(world)]);
  const meet = async (one: ms.PlainTransport, { tuple, srtpParameters }: ms.PlainTransport) => {
    if (srtpParameters === undefined) throw new Error('The line is not encrypted');
    await one.connect({ ip: IP, port: tuple.localPort, srtpParameters });
  };
  await meet(inside, outside);
  await meet(outside, inside);
  return { inside, outside };
}

/** In user and system mode, since it began. */
function cpuMsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // After the name, which may hold anything; they are the 14th and 15th field of all.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

function residentBytesOf(pid: number): number {
  const [, kb = '0'] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kb) * 1024;
}
