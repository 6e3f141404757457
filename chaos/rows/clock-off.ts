import { Home } from '../home.ts';
import type { World } from '../world.ts';
import type { Row } from './row.ts';

const OFF_MS = 5 * 60_000;
const OFFER_LIMIT_MS = 60_000;
/** Offers that have to go on after the clock of the server that decides was set. */
const OFFERS = 3;
/** What times may be off by that two right clocks gave. */
const SLACK_MS = 1000;

/**
 * The clock of a machine is wrong by five minutes, ahead or behind: of the server that takes over, of a web node and the media server,
 * and then of the server that decides, from one moment to the next. An agent is gone meanwhile.
 */
export const clockOff: Row = {
  name: 'clock-off',
  title: 'Clock of a machine off by 5 minutes',
  async inject({ world, traffic: { notes }, short, times, say }) {
    const rounds = times ?? (short ? 1 : 6);
    const outMs = short ? 6000 : 20_000;
    const takeOvers: number[] = [];
    const violations: string[] = [];
    const [web] = world.web;
    const [talkers] = world.prepared.homes;
    if (web === undefined || talkers === undefined) throw new RangeError('There is no web node, or nobody who works at home');
    const anOffer = (when: string) => notes.next(`an offer ${when}`, ({ kind }) => kind === 'offered', OFFER_LIMIT_MS);
    const from = Date.now();
    const home = await Home.begin({ who: 'agent', phase: 'waiting', channel: 'text' }, { talkers, web: web.started, notes, n: 100 });
    try {
      for (let n = 1; n <= rounds; n += 1) {
        // Behind first: what was to end in a moment would be five minutes away.
        const off = n % 2 === 1 ? -OFF_MS : OFF_MS;
        for (const { kept } of world.routing) await kept.up();
        const victim = await world.decides();
        const [next] = world.routing.filter((one) => one !== victim);
        next?.kept.program.setClock(off);
        for (const other of [web, world.media]) other.setClock(-off);
        await home.reach();
        await anOffer('before the kill');
        const out = home.out(outMs, 'cut');
        const at = Date.now();
        takeOvers.push(at);
        await victim.kept.kill();
        const offered = await anOffer('of the server whose clock is off');
        await out;
        violations.push(...(await home.goOn()));
        // By now its clock is off in the other direction, ten minutes from what it was.
        next?.kept.program.setClock(-off);
        for (let offers = 0; offers < OFFERS; offers += 1) await anOffer('after the clock was set');
        for (const one of [...world.routing.map(({ kept }) => kept.program), web, world.media]) one.setClock(0);
        await anOffer('after the clocks were right again');
        say(`${n} of ${rounds}: off by ${off / 60_000} minutes, an offer is on screen ${offered.at - at} ms after the kill`);
      }
    } finally {
      await home.close();
    }
    violations.push(...(await wrongTimes(world, from)));
    return { faults: 3 * rounds, takeOvers, violations, figures: {} };
  },
};

/** What is kept for figures: nothing in it is of the future, nothing of before the row, and nothing ends before it begins. */
async function wrongTimes({ database: { prisma } }: World, from: number): Promise<string[]> {
  const [least, most] = [from - SLACK_MS, Date.now() + SLACK_MS];
  const told = await prisma.agentTimeline.findMany({ where: { at: { gt: new Date(most) } } });
  const calls = await prisma.call.findMany({ where: { OR: [{ completedAt: null }, { completedAt: { gte: new Date(least) } }] } });
  const spans = calls.flatMap(({ id, enqueuedAt, answeredAt, connectedAt, endedAt, completedAt }) => {
    const moments = [enqueuedAt, answeredAt, connectedAt, endedAt, completedAt].flatMap((at) => at?.getTime() ?? []);
    const isWrong = moments.some((at, n) => at > most || at < (moments[n - 1] ?? 0));
    return isWrong ? [`the times of call ${id} are wrong: ${moments.map((at) => at - from).join(', ')} ms`] : [];
  });
  return [...told.map(({ agentId, kind, at }) => `agent ${agentId} is ${kind} ${at.getTime() - most} ms from now`), ...spans];
}
