import { setTimeout as delay } from 'node:timers/promises';
import { distributionOf } from '../../bench/routing/distribution.ts';
import { openReportStore } from '../../server/data/report-store.ts';
import { type Activity, type AgentFigures, checkActivity, type TimelineRow } from '../activity.ts';
import type { OwnCenter } from '../own-center.ts';
import { openOwnCenter } from '../own-center.ts';
import { OWN_CENTER } from '../people.ts';
import { goesOn } from '../sound/check.ts';
import { readStored } from '../stored.ts';
import { Talks } from '../talks.ts';
import type { World } from '../world.ts';
import type { Row } from './row.ts';

const BACK_LIMIT_MS = 60_000;
const TOLD_LIMIT_MS = 30_000;
const WITHIN_MS = 5000;
const CALM_MS = 2000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** SIGKILL of a center's CTI processor while its agents talk; one of their callers hangs up while it is gone, and another calls. */
export const centerKilled: Row = {
  name: 'center-killed',
  title: 'CTI processor killed',
  async inject({ world, traffic: { notes }, short, times, say }) {
    const kills = times ?? (short ? 1 : 20);
    const [web] = world.web;
    if (web === undefined) throw new RangeError('There is no web node');
    const { queueId, emails } = world.prepared.talkers[OWN_CENTER];
    const center = await openOwnCenter(world);
    let talks: Talks | null = null;
    try {
      const { started } = center.kept.program;
      talks = await Talks.begin(notes, { agentsAt: started, callersAt: web.started, queueId, agents: emails, calls: emails.length });
      const { agents } = talks;
      const parties = new Set(agents.map(({ party }) => party));
      const violations: string[] = [];
      const backMs: number[] = [];
      let checked = 0;
      let longestMs = 0;
      for (let n = 1; n <= kills; n += 1) {
        const calmSince = performance.now();
        if (!short) await delay(CALM_MS);
        const [since, at] = [performance.now(), Date.now()];
        await center.kill();
        await talks.hangUp();
        const steady = new Set(talks.ears().map(({ callId }) => callId));
        talks.call();
        const back = () => notes.all.filter((note) => note.at >= at && note.kind === 'back' && parties.has(note.party));
        await talks.until('all agents to be back', () => new Set(back().map(({ party }) => party)).size === parties.size, BACK_LIMIT_MS);
        for (const party of parties) backMs.push(Math.min(...back().flatMap((note) => (note.party === party ? [note.at - at] : []))));
        await talks.together();
        const heard = (await talks.heard()).filter(({ callId }) => steady.has(callId));
        if (new Set(heard.map(({ callId }) => callId)).size < steady.size) violations.push(`kill ${n}: a call has ended that nobody ended`);
        const sound = goesOn(heard, { calmSince, since, until: performance.now(), timed: !short });
        checked += sound.checked + 1;
        violations.push(...sound.violations.map((text) => `kill ${n}: ${text}`));
        longestMs = Math.max(longestMs, sound.figures['longest silence during the faults, ms'] ?? 0);
        say(`kill ${n} of ${kills}: agents are back after ${backMs.slice(-parties.size).join(', ')} ms`);
      }
      await talks.finish();
      const activity = await activityOf(world, center, agents);
      const found = checkActivity(activity, notes.all, (time) => center.down.some(({ from, to }) => time >= from && time <= to));
      const { median, p99, max } = distributionOf(backMs);
      if (!short && max > WITHIN_MS) violations.push(`agents were back within ${max} ms, and not ${WITHIN_MS}`);
      return {
        ...{ faults: kills, takeOvers: [], checked: checked + found.checked, violations: [...violations, ...found.violations] },
        figures: {
          ...{ 'an agent is back, median, ms': median, 'an agent is back, p99, ms': p99, 'an agent is back, longest, ms': max },
          'longest silence during the faults, ms': longestMs,
        },
      };
    } finally {
      talks?.close();
      await center.close();
    }
  },
};

/** Once the installation knows that all have their break, the center ends, and both are read. */
async function activityOf(world: World, center: OwnCenter, agents: Talks['agents']): Promise<Activity> {
  const ids = agents.map(({ id }) => id);
  const { prisma } = world.database;
  const rowsOf = async ({ prisma }: Pick<World['database'], 'prisma'>): Promise<TimelineRow[]> => {
    const rows = await prisma.agentTimeline.findMany({ where: { centerId: OWN_CENTER }, orderBy: { id: 'asc' } });
    return rows.map(({ agentId, kind, code, at }) => ({ agentId, kind, code, at: at.getTime() }));
  };
  let there = await rowsOf(world.database);
  const isTold = () => ids.every((id) => there.findLast(({ agentId }) => agentId === id)?.kind === 'not-ready');
  for (const until = Date.now() + TOLD_LIMIT_MS; !isTold() && Date.now() < until; await delay(200)) there = await rowsOf(world.database);
  const endedAt = Date.now();
  const figures = await figuresOf(world, endedAt);
  const { log } = await readStored(prisma);
  const own = await center.endAndOpen();
  const kept = await own.prisma.interaction.findMany({ select: { callId: true, agentId: true } });
  const isBefore = ({ at }: TimelineRow) => at <= endedAt;
  return {
    ...{ here: (await rowsOf(own)).filter(isBefore), there: there.filter(isBefore), kept, figures, log },
    agents: agents.map(({ id, party }) => ({ id, party })),
  };
}

async function figuresOf({ database }: World, now: number): Promise<Map<string, AgentFigures>> {
  const day = now - (now % DAY_MS);
  const groups = await openReportStore(database.prisma).totals(
    {
      ...{ edges: [day - DAY_MS, day + DAY_MS], zone: 'UTC', by: ['agent'], channel: 'voice', now },
      ...{ queues: [], agents: [], dispositions: [], centers: [OWN_CENTER], thresholds: new Map(), otherwise: 20, shortAbandon: 0 },
    },
    'facts',
  );
  return new Map(groups.map(({ key: [id = ''], totals }) => [id, totals]));
}
