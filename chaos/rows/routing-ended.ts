import { setTimeout as delay } from 'node:timers/promises';
import type { Row } from './row.ts';

const OFFER_LIMIT_MS = 60_000;
/** Calls go on for so long before each end. */
const CALM_MS = 2000;

/** The server that decides is told to end, as for a new version: it hands over to the one that stands by. */
export const routingEnded: Row = {
  name: 'routing-ended',
  title: 'Routing server told to end',
  async inject({ world, traffic: { notes }, short, times, say }) {
    const ends = times ?? (short ? 1 : 20);
    const takeOvers: number[] = [];
    const violations: string[] = [];
    for (let n = 1; n <= ends; n += 1) {
      const leaving = await world.decides();
      for (const { kept } of world.routing) await kept.up();
      await notes.next('an offer before the end', ({ kind }) => kind === 'offered', OFFER_LIMIT_MS);
      if (!short) await delay(CALM_MS);
      const back = notes.next('an agent to be back', ({ kind, party }) => kind === 'back' && party.startsWith('agent'), OFFER_LIMIT_MS);
      const at = Date.now();
      takeOvers.push(at);
      const code = await leaving.kept.endOnce();
      if (code !== 0) violations.push(`the server that was told to end did so with ${code}`);
      const backAt = (await back).at;
      await notes.next('an offer after the end', ({ kind }) => kind === 'offered', OFFER_LIMIT_MS);
      say(`end ${n} of ${ends}: agents are back after ${backAt - at} ms`);
    }
    return { faults: ends, takeOvers, violations, figures: {} };
  },
};
