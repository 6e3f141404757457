import type { types as ms } from 'mediasoup';
import type { Counters } from './quality.ts';

interface StreamStats {
  type: string;
  packetCount: number;
  packetsLost: number;
  bitrate: number;
  jitter: number; // in steps of the stream's clock
  roundTripTime?: number;
}

/** What has come of a producer so far (null before its first packet), and how many bits a second of late, repeats included. */
export async function measureProducer(producer: ms.Producer): Promise<{ counters: Counters | null; bitrate: number }> {
  const all = (await producer.getStats()) as StreamStats[];
  const [first] = all;
  return {
    counters: first === undefined ? null : counters(producer.id, producer.rtpParameters, first),
    bitrate: all.reduce((sum, { bitrate }) => sum + bitrate, 0),
  };
}

/** What was sent by a consumer so far, as its receiver reports it. */
export async function measureConsumer(consumer: ms.Consumer): Promise<Counters | null> {
  const stats = ((await consumer.getStats()) as StreamStats[]).find(({ type }) => type === 'outbound-rtp');
  return stats === undefined ? null : counters(consumer.id, consumer.rtpParameters, stats);
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
