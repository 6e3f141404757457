import { dateAt, momentOf, plusDays } from '../../server/planning/local-days.ts';
import { fillPast, type PastCallFacts } from '../../server/testing/past-calls.ts';
import { between, oneOf, randomFrom } from '../../server/testing/random.ts';

/**
 * A program of its own: `node room-past.ts FOLDER` fills the data there with four weeks of calls, most of them at eleven and at
 * three, and with the last eight hours of today. Each is taken by an agent who has the skills and nobody else at that moment.
 */

const ZONE = 'Europe/Lisbon';
const HOUR_MS = 3_600_000;
/** Agents hear the next caller so long after they have done with one. */
const BREATH_MS = 3000;
/** Calls in each hour from 08:00 on. */
const HOURS = [6, 11, 16, 19, 14, 9, 13, 18, 12, 7];
const AGENTS = {
  ana: { email: 'ana@lisbon.example', name: 'Ana Martins', centerId: 'lisbon' },
  bruno: { email: 'bruno@lisbon.example', name: 'Bruno Costa', centerId: 'lisbon' },
  carol: { email: 'carol@toronto.example', name: 'Carol Nguyen', centerId: 'toronto' },
  david: { email: 'david@toronto.example', name: 'David Tremblay', centerId: 'toronto' },
} as const;
type Name = keyof typeof AGENTS;
/** `share`: of seven calls. */
const QUEUES: { id: string; name: string; able: readonly Name[]; share: number }[] = [
  { id: 'sales-english', name: 'Sales (English)', able: ['ana', 'carol'], share: 2 },
  { id: 'sales-portuguese', name: 'Sales (Portuguese)', able: ['ana'], share: 1 },
  { id: 'support-english', name: 'Support (English)', able: ['bruno', 'carol', 'david'], share: 3 },
  { id: 'support-french', name: 'Support (French)', able: ['david'], share: 1 },
];
const BY_SHARE = QUEUES.flatMap((queue) => Array.from({ length: queue.share }, () => queue));
const CALLERS = ['Rita Matos', 'Oliver Reed', 'Chloé Bergeron', 'Priya Nair', 'Duarte Pinto', 'Hannah Lee', 'Mathis Gagnon', 'Inês Rocha'];
const KEPT = [
  { disposition: 'Order placed', notes: 'Wants it delivered on a Saturday.' },
  { disposition: 'Quote sent', notes: 'Asked for 20 kg a month of the house blend.' },
  { disposition: 'Resolved', notes: 'The lid was on the wrong way round.' },
];

const now = Date.now();
const random = randomFrom(5);

await fillPast(process.argv[2] ?? '', (ids) => {
  const agentOf = (name: Name) => ({ id: ids.get(AGENTS[name].email) ?? '', centerId: AGENTS[name].centerId });
  const freeAt = new Map<Name, number>();
  const free = (name: Name) => freeAt.get(name) ?? 0;
  const call = (at: number, over: number): PastCallFacts & { name: Name | null } => {
    const queue = oneOf(random, BY_SHARE);
    const [name] = (queue?.able ?? []).toSorted((a, b) => free(a) - free(b));
    const soonest = random() < 0.8 ? between(random, 2000, 12_000) : between(random, 20_000, 50_000);
    const [talkMs, wrapupMs] = [between(random, 90_000, 320_000), between(random, 10_000, 50_000)];
    const callerName = oneOf(random, CALLERS) ?? '';
    const begun = Math.max(at + soonest, name === undefined ? at : free(name));
    const done = begun + talkMs + wrapupMs;
    if (!queue || name === undefined || random() < 0.02 || begun - at > 180_000 || done > over)
      return { at, queueId: queue?.id ?? '', waitMs: between(random, 20_000, 80_000), agent: null, callerName, name: null };
    freeAt.set(name, done + BREATH_MS);
    const kept = { agentName: AGENTS[name].name, queueName: queue.name, ...(oneOf(random, KEPT) ?? { disposition: '', notes: '' }) };
    return { at, queueId: queue.id, waitMs: begun - at, agent: agentOf(name), talkMs, wrapupMs, callerName, kept, name };
  };
  const inOrder = (moments: number[], over: number) => moments.toSorted((a, b) => a - b).map((at) => call(at, over));
  const today = dateAt(now, ZONE);
  const days = Array.from({ length: 28 }, (_, nth) => plusDays(today, nth - 28));
  const past = days.flatMap((day) =>
    inOrder(
      HOURS.flatMap((most, hour) =>
        Array.from({ length: between(random, most - 3, most) }, () => momentOf(day, (8 + hour) * 60, ZONE) + between(random, 0, HOUR_MS)),
      ),
      Number.POSITIVE_INFINITY,
    ),
  );
  freeAt.clear();
  const [begin, end] = [now - 8 * HOUR_MS, now - 60_000];
  const shift = inOrder(
    HOURS.slice(0, 8).flatMap((most, hour) =>
      Array.from({ length: most }, () => begin + hour * HOUR_MS + between(random, 0, HOUR_MS - 180_000)),
    ),
    end,
  );
  const names = Object.keys(AGENTS) as Name[];
  const statuses = names.flatMap((name) => {
    const { id: agentId, centerId } = agentOf(name);
    const steps = [...past, ...shift].flatMap(({ name: taker, at, waitMs, talkMs = 0, wrapupMs = 0 }) =>
      taker === name
        ? [
            { kind: 'on-call', at: at + waitMs },
            { kind: 'wrapup', at: at + waitMs + talkMs },
            { kind: 'available', at: at + waitMs + talkMs + wrapupMs },
          ]
        : [],
    );
    // The last callers of a day are still answered.
    const spans = [...days.map((day) => [momentOf(day, 480, ZONE), momentOf(day, 1110, ZONE)] as const), [begin, end] as const];
    const signs = spans.flatMap(([from, to]) => [
      { kind: 'available', at: from },
      { kind: 'offline', at: to },
    ]);
    return [...steps, ...signs].map((step) => ({ agentId, centerId, ...step }));
  });
  return { calls: [...past, ...shift], statuses };
});
