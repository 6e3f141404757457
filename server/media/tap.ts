import type { types as ms } from 'mediasoup';
import type { OpusPacket } from './ogg-opus.ts';

/** Hands on what a producer sends, packet by packet, in this process, until it is closed. */
export async function tap(router: ms.Router, producer: ms.Producer, onPacket: (packet: OpusPacket) => void): Promise<void> {
  const transport = await router.createDirectTransport();
  producer.observer.once('close', () => transport.close());
  const consumer = await transport.consume({ producerId: producer.id, rtpCapabilities: router.rtpCapabilities });
  consumer.on('rtp', (packet) => {
    const opus = opusIn(packet);
    if (opus !== null) onPacket(opus);
  });
}

/** An RTP packet (RFC 3550) without its head and padding; null when it holds nothing. */
export function opusIn(packet: Buffer): OpusPacket | null {
  if (packet.length < 12) return null;
  const first = packet.readUInt8(0);
  let from = 12 + 4 * (first & 0x0f);
  if (first & 0x10) {
    if (packet.length < from + 4) return null;
    from += 4 + 4 * packet.readUInt16BE(from + 2);
  }
  const to = packet.length - (first & 0x20 ? packet.readUInt8(packet.length - 1) : 0);
  if (from >= to) return null;
  // A copy: the packet is part of a larger buffer, which would be kept as well.
  const payload = Uint8Array.from(packet.subarray(from, to));
  return { sequenceNumber: packet.readUInt16BE(2), timestamp: packet.readUInt32BE(4), payload };
}
