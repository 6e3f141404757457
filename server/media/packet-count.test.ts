import { expect, test } from 'vitest';
import { PacketCount } from './packet-count.ts';

const counters = (id: string, packets: number, lost: number) => ({ id, packets, lost, jitterMs: 0, rttMs: null });
const totals = (count: PacketCount) =>
  Object.fromEntries(
    count.figures().flatMap(({ name, samples }) => samples.map(({ labels, value }) => [`${name} ${labels?.direction}`, value])),
  );

test('packets are counted once, whatever a line’s stream counts from', () => {
  const count = new PacketCount();
  const line = {};
  count.take(line, { up: counters('a', 100, 2), down: null });
  count.take(line, { up: counters('a', 150, 5), down: counters('x', 10, 0) });
  // A packet that was only late is no loss any more, and is not taken back.
  count.take(line, { up: counters('a', 160, 4), down: counters('x', 40, 1) });
  // The microphone was changed: another stream.
  count.take(line, { up: counters('b', 30, 1), down: counters('x', 40, 1) });
  count.take({}, { up: counters('a', 7, 0), down: null });
  expect(totals(count)).toEqual({
    'media_packets_total up': 197,
    'media_packets_lost_total up': 6,
    'media_packets_total down': 40,
    'media_packets_lost_total down': 1,
  });
});
