import type { types as ms } from 'mediasoup';
import type { Counters } from './quality.ts';

interface StreamStats {
  type: string;
  packetCount: number;
  packetsLost: number;
  jitter: number; // in steps of the stream's clock
  roundTripTime?: number;
}

/** What has come of a microphone so far; null before its first packet. */
export async function measureProducer(producer: ms.Producer): Promise<Counters | null> {
  const [stats] = (await producer.getStats()) as StreamStats[];
  return stats === undefined ? null : counters(producer.id, producer.rtpParameters, stats);
}

/** What was sent by a consumer so far, as its receiver reports it. */
export async function measureConsumer(consumer: ms.Consumer): Promise<Counters | null> {
  const stats = ((await consumer.getStats()) as StreamStats[]).find(({ type }) => type === 'outbound-rtp');
  return stats === undefined ? null : counters(consumer.id, consumer.rtpParameters, stats);
}

/** Bits a second of late, all layers and repeats together. */
export async function bitrateOf(producer: ms.Producer): Promise<number> {
  const stats = (await producer.getStats()) as { bitrate: number }[];
  return stats.reduce((sum, { bitrate }) => sum + bitrate, 0);
}

function counters(id: string, { codecs }: ms.RtpParameters, stats: StreamStats): Counters {
  const { packetCount, packetsLost, jitter, roundTripTime } = stats;
  const clockRate = codecs[0]?.clockRate ?? 48_000;
  // A round trip of 0 is none that was measured.
  return {
    id,
    packets: packetCount,
    lost: packetsLost,
    jitterMs: (jitter / clockRate) * 1000,
    rttMs: roundTripTime ? roundTripTime : null,
  };
}
