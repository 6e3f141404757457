import { dateAt, momentOf, plusDays } from '../../server/planning/local-days.ts';
import { fillPast, type PastCallFacts } from '../../server/testing/past-calls.ts';
import { randomFrom } from '../../server/testing/random.ts';

/**
 * A program of its own: `node room-past.ts FOLDER` fills the data there with four weeks of calls, most of them at eleven and at
 * three, and with the last eight hours of today.
 */

const ZONE = 'Europe/Lisbon';
const HOUR_MS = 3_600_000;
const QUEUES = ['sales-english', 'sales-portuguese', 'support-english', 'support-french'];
/** Calls in each hour from 08:00 on. */
const HOURS = [6, 11, 16, 19, 14, 9, 13, 18, 12, 7];

const now = Date.now();
const random = randomFrom(5);
const between = (least: number, most: number) => Math.round(least + random() * (most - least));

await fillPast(process.argv[2] ?? '', (ids) => {
  const agents = ['ana@lisbon.example', 'bruno@lisbon.example', 'carol@toronto.example', 'david@toronto.example'].map((email) => ({
    id: ids.get(email) ?? '',
    centerId: /@(\w+)/.exec(email)?.[1] ?? '',
  }));
  const call = (at: number): PastCallFacts => {
    const waitMs = random() < 0.8 ? between(2000, 15_000) : between(20_000, 80_000);
    const agent = random() < 0.05 ? null : (agents[between(0, 3)] ?? null);
    const queueId = QUEUES[between(0, 3)] ?? '';
    return { at, queueId, waitMs, agent, talkMs: between(90_000, 320_000), wrapupMs: between(10_000, 50_000) };
  };
  const today = dateAt(now, ZONE);
  const days = Array.from({ length: 28 }, (_, nth) => plusDays(today, nth - 28));
  const past = days.flatMap((day) =>
    HOURS.flatMap((most, hour) =>
      Array.from({ length: between(most - 3, most) }, () => call(momentOf(day, (8 + hour) * 60, ZONE) + between(0, HOUR_MS - 1))),
    ),
  );
  const shift = HOURS.slice(0, 8).flatMap((most, hour) =>
    Array.from({ length: most }, () => call(now - (8 - hour) * HOUR_MS + between(0, HOUR_MS - 500_000))),
  );
  const ready = agents.flatMap(({ id: agentId, centerId }) => [
    ...days.map((day) => ({ agentId, centerId, from: momentOf(day, 480, ZONE), to: momentOf(day, 1080, ZONE) })),
    { agentId, centerId, from: now - 8 * HOUR_MS, to: now - 60_000 },
  ]);
  return { calls: [...past, ...shift], ready };
});
