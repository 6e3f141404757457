interface Traced {
  once(event: 'trace', listener: () => void): unknown;
  enableTraceEvent(types: 'rtp'[]): Promise<void>;
}

/** Says once when the next RTP packet passes. Tracing is off again after it: nothing is paid for the others. */
export async function atFirstPacket(stream: Traced, seen: () => void): Promise<void> {
  stream.once('trace', () => {
    seen();
    stream.enableTraceEvent([]).catch(() => {}); // it has closed: nothing left to switch off
  });
  await stream.enableTraceEvent(['rtp']);
}
