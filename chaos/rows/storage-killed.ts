import { setTimeout as delay } from 'node:timers/promises';
import type { Row } from './row.ts';

const OFFER_LIMIT_MS = 60_000;
const DOWN_MS = 500;
/** Calls go on for so long before each fault. */
const CALM_MS = 2000;

/** PostgreSQL killed with all its processes and started again; what it had committed it has to have again. */
export const postgresKilled: Row = {
  name: 'postgres-killed',
  title: 'PostgreSQL killed and restarted',
  async inject({ world, traffic: { notes }, short, times, say }) {
    const kills = times ?? (short ? 1 : 20);
    const takeOvers: number[] = [];
    const violations: string[] = [];
    for (let n = 1; n <= kills; n += 1) {
      for (const { kept } of world.routing) await kept.up();
      await notes.next('an offer before PostgreSQL is killed', ({ kind }) => kind === 'offered', OFFER_LIMIT_MS);
      if (!short) await delay(CALM_MS);
      const killedAt = Date.now();
      await world.postgres.kill();
      await delay(DOWN_MS);
      const at = Date.now();
      await world.postgres.restart();
      takeOvers.push(at);
      const back = await notes.next(
        'an agent to be back',
        ({ kind, party }) => kind === 'back' && party.startsWith('agent'),
        OFFER_LIMIT_MS,
      );
      await notes.next('an offer after PostgreSQL is back', ({ kind }) => kind === 'offered', OFFER_LIMIT_MS);
      if (!notes.all.some((note) => note.at > killedAt && note.kind === 'gone' && note.party.startsWith('caller')))
        violations.push('no caller was shown that the connection is gone while nothing could be stored');
      say(`kill ${n} of ${kills}: agents are back ${back.at - at} ms after its restart`);
    }
    return { faults: kills, takeOvers, violations, figures: {} };
  },
};

/** Redis does nothing for a while, as a machine that is out of memory; then it goes on with what it has. */
export const redisStopped: Row = {
  name: 'redis-stopped',
  title: 'Redis stopped',
  async inject({ world, traffic: { notes }, short, times, say }) {
    const stops = times ?? 1;
    const forMs = short ? 4500 : 30_000;
    const violations: string[] = [];
    let longestMs = 0;
    for (let n = 1; n <= stops; n += 1) {
      await notes.next('an offer before Redis is stopped', ({ kind }) => kind === 'offered', OFFER_LIMIT_MS);
      if (!short) await delay(CALM_MS);
      const stoppedAt = Date.now();
      world.redis.signal('SIGSTOP');
      await delay(forMs);
      for (const who of ['agent', 'caller'])
        if (!notes.all.some((note) => note.at > stoppedAt && note.kind === 'gone' && note.party.startsWith(who)))
          violations.push(`no ${who} was shown that the connection is gone while Redis stood still`);
      const at = Date.now();
      world.redis.signal('SIGCONT');
      const offered = await notes.next('an offer after Redis goes on', ({ kind }) => kind === 'offered', OFFER_LIMIT_MS);
      longestMs = Math.max(longestMs, offered.at - at);
      say(`stop ${n} of ${stops}: the first offer is on screen ${offered.at - at} ms after it goes on`);
    }
    return { faults: stops, takeOvers: [], violations, figures: { 'longest from its going on to an offer on screen, ms': longestMs } };
  },
};
