import { dateAt, momentOf, plusDays } from '../../server/planning/local-days.ts';
import { fillPast, type PastCallFacts } from '../../server/testing/past-calls.ts';

/**
 * A program of its own: `node planning-past.ts FOLDER` fills the data there. On each of the last 29 days 16 calls came between
 * 09:00 and 10:00 in Lisbon, one every 225 s, of 180 s each: 12 to Ana in Lisbon, 4 to Carol in Toronto.
 */

const ZONE = 'Europe/Lisbon';
const today = dateAt(Date.now(), ZONE);

await fillPast(process.argv[2] ?? '', (ids) => {
  const ana = { id: ids.get('ana@lisbon.example') ?? '', centerId: 'lisbon' };
  const carol = { id: ids.get('carol@toronto.example') ?? '', centerId: 'toronto' };
  const days = Array.from({ length: 29 }, (_, nth) => plusDays(today, nth - 29));
  const calls = days.flatMap((day) =>
    Array.from({ length: 16 }, (_, nth): PastCallFacts => {
      const at = momentOf(day, 540, ZONE) + nth * 225_000;
      return { at, queueId: 'sales-portuguese', waitMs: 0, agent: nth % 4 === 3 ? carol : ana, talkMs: 150_000, wrapupMs: 30_000 };
    }),
  );
  const yesterday = plusDays(today, -1);
  const [from, to] = [momentOf(yesterday, 480, ZONE), momentOf(yesterday, 720, ZONE)];
  return { calls, ready: [ana, carol].map(({ id, centerId }) => ({ agentId: id, centerId, from, to })) };
});
