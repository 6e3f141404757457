import { setTimeout as delay } from 'node:timers/promises';
import type { Row } from './row.ts';

const OFFER_LIMIT_MS = 60_000;
const END_LIMIT_MS = 60_000;

/** The server that decides can reach nobody for a while, and does not know that: packets are lost, no connection breaks. */
export const cutOff: Row = {
  name: 'cut-off',
  title: 'Routing servers cut from each other',
  async inject({ world, traffic: { notes }, short, times, say }) {
    const cuts = times ?? 1;
    const forMs = short ? 4500 : 30_000;
    const takeOvers: number[] = [];
    const violations: string[] = [];
    for (let n = 1; n <= cuts; n += 1) {
      for (const { kept } of world.routing) await kept.up();
      await notes.next('an offer before the cut', ({ kind }) => kind === 'offered', OFFER_LIMIT_MS);
      const alone = await world.decides();
      const { starts } = alone.kept;
      const at = Date.now();
      takeOvers.push(at);
      for (const wire of alone.wires) wire.silence();
      await delay(forMs);
      const other = await world.decides();
      if (other === alone) violations.push('the server that could reach nobody still decided at the end of the cut');
      for (const wire of alone.wires) wire.mend();
      const mendedAt = Date.now();
      while (alone.kept.starts === starts && Date.now() < mendedAt + END_LIMIT_MS) await delay(20);
      if (alone.kept.starts === starts) violations.push('the server that was cut off did not end when it could reach the others again');
      else say(`cut ${n} of ${cuts}: the one that was cut off has ended and begins anew ${Date.now() - mendedAt} ms after the cut`);
      await notes.next('an offer after the cut', ({ kind }) => kind === 'offered', OFFER_LIMIT_MS);
      const gone = notes.all.flatMap((note) => (note.at >= mendedAt && note.kind === 'gone' ? [note.party] : []));
      for (const party of new Set(gone)) violations.push(`${party} lost the connection when the server that was cut off came back`);
    }
    return { faults: cuts, takeOvers, violations, figures: {} };
  },
};
