import { Home, type Part } from '../home.ts';
import type { Row } from './row.ts';

const LENGTHS_MS = [5000, 15_000, 30_000];
const SHORT_MS = 3000;

/** @param short those of the tests */
export function partsOf(short: boolean): Part[] {
  const agents: Part[] = [
    { who: 'agent', phase: 'waiting', channel: 'text' },
    { who: 'agent', phase: 'offered', channel: 'text' },
    { who: 'agent', phase: 'connecting', channel: 'voice' },
    { who: 'agent', phase: 'connected', channel: 'text' },
    { who: 'agent', phase: 'wrapup', channel: 'text' },
  ];
  const callers: Part[] = [
    { who: 'caller', phase: 'waiting', channel: 'text' },
    { who: 'caller', phase: 'connected', channel: 'text' },
  ];
  if (short) return [...agents, ...callers];
  return [
    ...agents,
    { who: 'agent', phase: 'connected', channel: 'voice' },
    { who: 'agent', phase: 'wrapup', channel: 'voice' },
    ...callers,
    { who: 'caller', phase: 'offered', channel: 'text' },
    { who: 'caller', phase: 'connecting', channel: 'voice' },
    { who: 'caller', phase: 'connected', channel: 'voice' },
  ];
}

/** The network of an agent or a caller is out, however far they are with a call: packets are lost, and no connection breaks. */
export const networkOut: Row = {
  name: 'network-out',
  title: 'Network out',
  async inject({ world, traffic: { notes }, short, times, say }) {
    const lengths = Array.from({ length: times ?? 1 }, () => (short ? [SHORT_MS] : LENGTHS_MS)).flat();
    const homes: Home[] = [];
    const violations: string[] = [];
    const figures: Record<string, number> = {};
    let longestMs = 0;
    try {
      for (const [n, part] of partsOf(short).entries()) {
        const web = world.web[n % world.web.length];
        const talkers = world.prepared.homes[n];
        if (web === undefined || talkers === undefined) throw new RangeError('There are too few web nodes, or people who work at home');
        homes.push(await Home.begin(part, { talkers, web: web.started, notes, n }));
      }
      for (const forMs of lengths) {
        const outs = await Promise.all(
          homes.map(async (home) => {
            await home.reach();
            const out = await home.out(forMs);
            violations.push(...(await home.goOn()));
            return out;
          }),
        );
        const calls = { kept: 0, again: 0 };
        for (const [n, { party, at, mendedAt }] of outs.entries()) {
          const out = notes.all.find((note) => note.party === party && note.kind === 'out' && note.at >= at);
          const callId = out?.kind === 'out' ? out.callId : null;
          const isAgain = notes.all.some((note) => note.kind === 'offered' && note.callId === callId && note.at > at);
          // Who waited was not offered before.
          if (callId !== null && homes[n]?.part.phase !== 'waiting') calls[isAgain ? 'again' : 'kept'] += 1;
          const back = notes.all.find((note) => note.party === party && note.kind === 'back' && note.at >= mendedAt);
          if (back) longestMs = Math.max(longestMs, back.at - mendedAt);
        }
        say(`${forMs / 1000} s: ${calls.kept} calls were kept, ${calls.again} offered once more`);
        figures[`out for ${forMs / 1000} s: calls kept`] = (figures[`out for ${forMs / 1000} s: calls kept`] ?? 0) + calls.kept;
        figures[`out for ${forMs / 1000} s: calls offered once more`] =
          (figures[`out for ${forMs / 1000} s: calls offered once more`] ?? 0) + calls.again;
      }
    } finally {
      for (const home of homes) await home.close();
    }
    figures['longest from the network to being back, ms'] = longestMs;
    return { faults: lengths.length * homes.length, takeOvers: [], violations, figures };
  },
};
