import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { distributionOf } from '../../bench/routing/distribution.ts';
import type { Program } from '../../server/testing/program.ts';
import { FLOODS, type Flood, type Flooded, floodsFault, isOfMedia, type Looked } from '../flooded.ts';
import type { Notes } from '../notes.ts';
import { usageOf } from '../usage.ts';
import type { Row } from './row.ts';

const SHORT: readonly Flood[] = ['messages', 'large', 'transports'];
const CUT_OFF_LIMIT_MS = 20_000;
const LOOK_EVERY_MS = 100;

/**
 * One address floods a web node, or the media server of its call: it is cut off or refused, nobody else is, and the server takes no
 * more of its machine for it. How much longer others wait meanwhile is told, not judged.
 */
export const flood: Row = {
  name: 'flood',
  title: 'Flood from one address',
  async inject({ world, traffic: { notes }, short, say }) {
    const kinds = short ? SHORT : FLOODS;
    const forMs = short ? 1000 : 15_000;
    const [web] = world.web;
    if (web === undefined) throw new RangeError('There is no web node');
    const violations: string[] = [];
    const figures: Record<string, number> = {};
    for (const kind of kinds) {
      const target = isOfMedia(kind) ? world.media : web;
      const calmAt = Date.now();
      const before = await watch(target, () => delay(forMs));
      const begunAt = Date.now();
      const url = web.started.tandem.url;
      const child = fork(path.join(import.meta.dirname, '../flood.ts'), [url, kind, 'support-french']);
      let flooded: Flooded = { sent: 0, cutOff: 0, refused: 0 };
      child.on('message', (message) => {
        flooded = message as Flooded;
      });
      let during: Looked;
      try {
        during = await watch(target, async (looked) => {
          await delay(forMs);
          // It begins when its call is there.
          const isUnderWay = () => flooded.cutOff + flooded.refused > 0 && (!isOfMedia(kind) || looked.transports > 0);
          while (!isUnderWay() && Date.now() < begunAt + CUT_OFF_LIMIT_MS) await delay(50);
        });
        const { sent, cutOff, refused } = flooded;
        say(`${kind}: ${sent} sent, cut off ${cutOff} times and refused ${refused} times`);
      } finally {
        child.disconnect();
        await once(child, 'exit');
      }
      const endedAt = Date.now();
      violations.push(...floodsFault(kind, flooded, before, during, goneWithin(notes, begunAt, endedAt)));
      if (short) continue;
      const told = (what: string, calm: readonly number[], flood: readonly number[]) => {
        if (calm.length === 0 || flood.length === 0) return;
        figures[`${kind}: ${what}, p99 before, ms`] = distributionOf(calm).p99;
        figures[`${kind}: ${what}, p99 during, ms`] = distributionOf(flood).p99;
      };
      told('start of a call', startsWithin(notes, calmAt, begunAt), startsWithin(notes, begunAt, endedAt));
      told('answer of the flooded server', before.answersMs, during.answersMs);
      figures[`${kind}: memory it took more at most, MB`] = during.memoryMb - before.memoryMb;
      figures[`${kind}: descriptors it took more at most`] = during.descriptors - before.descriptors;
      if (target === world.media) figures[`${kind}: transports at most`] = during.transports;
    }
    return { faults: kinds.length, takeOvers: [], violations, figures };
  },
};

const startsWithin = (notes: Notes, from: number, to: number) =>
  notes.all.flatMap((note) => (note.kind === 'queued' && note.at >= from && note.at < to ? [note.tookMs] : []));
const goneWithin = (notes: Notes, from: number, to: number) => [
  ...new Set(notes.all.flatMap(({ at, kind, party }) => (kind === 'gone' && at >= from && at <= to ? [party] : []))),
];

/** What a server takes of its machine at most, and how soon it answers, while something is done. */
async function watch(program: Program, run: (looked: Looked) => Promise<unknown>): Promise<Looked> {
  const looked: Looked = { memoryMb: 0, descriptors: 0, transports: 0, answersMs: [] };
  let isOver = false;
  const looking = (async () => {
    while (!isOver) {
      const { memoryMb, descriptors } = usageOf(program.pid);
      looked.memoryMb = Math.max(looked.memoryMb, memoryMb);
      looked.descriptors = Math.max(looked.descriptors, descriptors);
      const asked = performance.now();
      const metrics = await program.started
        .fetch('/metrics')
        .then((response) => response.text())
        .catch(() => '');
      looked.answersMs.push(performance.now() - asked);
      looked.transports = Math.max(looked.transports, Number(/^tandem_media_transports (\d+)$/m.exec(metrics)?.[1] ?? 0));
      await delay(LOOK_EVERY_MS);
    }
  })();
  try {
    await run(looked);
  } finally {
    isOver = true;
    await looking;
  }
  return looked;
}
