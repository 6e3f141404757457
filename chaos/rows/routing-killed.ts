import { setTimeout as delay } from 'node:timers/promises';
import { goesOn } from '../sound/check.ts';
import { Talks } from '../talks.ts';
import type { Row } from './row.ts';

const OFFER_LIMIT_MS = 60_000;
/** Calls go on for so long before each kill. */
const CALM_MS = 2000;
/** How long those who talk are listened to before the first kill: silences that are there anyhow. */
const LISTEN_MS = 10_000;

/** SIGKILL of the server that decides, again and again, while calls are offered and people talk. */
export const routingKilled: Row = {
  name: 'routing-killed',
  title: 'Routing server killed',
  async inject({ world, traffic: { notes }, short, silent, times, say }) {
    const kills = times ?? (short ? 1 : 50);
    const takeOvers: number[] = [];
    let offersInCalm = 0;
    const [web] = world.web;
    if (web === undefined) throw new RangeError('There is no web node');
    const { queueId, emails } = world.prepared.talkers.lisbon;
    const here = { agentsAt: web.started, callersAt: web.started };
    const talks = silent ? null : await Talks.begin(notes, { ...here, queueId, agents: emails, calls: emails.length });
    const calmSince = performance.now();
    if (talks !== null && !short) await delay(LISTEN_MS);
    const since = performance.now();
    for (let n = 1; n <= kills; n += 1) {
      const victim = await world.decides();
      // The other one has to be there to take over, and calls have to be offered.
      for (const { kept } of world.routing) await kept.up();
      await notes.next('an offer before the kill', ({ kind }) => kind === 'offered', OFFER_LIMIT_MS);
      if (!short) await delay(CALM_MS);
      const at = Date.now();
      offersInCalm += notes.all.filter((note) => note.kind === 'offered' && note.at > at - CALM_MS).length;
      takeOvers.push(at);
      await victim.kept.kill();
      const back = await notes.next(
        'an agent to be back',
        ({ kind, party }) => kind === 'back' && party.startsWith('agent'),
        OFFER_LIMIT_MS,
      );
      await notes.next('an offer after the kill', ({ kind }) => kind === 'offered', OFFER_LIMIT_MS);
      say(`kill ${n} of ${kills}: agents are back after ${back.at - at} ms`);
    }
    const sound = talks && goesOn(await talks.heard(), { calmSince, since, until: performance.now(), timed: !short });
    await talks?.end();
    const figures: Record<string, number> = short ? {} : { 'offers a second before the kills': offersInCalm / kills / (CALM_MS / 1000) };
    const found = sound ?? { violations: [], checked: 0, figures: {} };
    return { faults: kills, takeOvers, ...found, figures: { ...figures, ...found.figures } };
  },
};
