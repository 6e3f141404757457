import type { RoutingHistory } from '../server/data/history.ts';
import type { Period } from '../server/planning/replay/trace.ts';
import { apply } from '../server/routing/core/apply.ts';
import { DEFAULT_SETTINGS } from '../server/routing/core/model.ts';
import { type Comparison, Verifier } from './verify.ts';

/** Runs a stored period again with the same policy. */
export async function verifyPeriod(history: Pick<RoutingHistory, 'startBefore' | 'events'>, { from, to }: Period): Promise<Comparison> {
  const { state, seq } = await history.startBefore(from);
  let verifier: Verifier | null = null;
  for await (const entry of history.events(seq, to)) {
    if (verifier === null && entry.event.at < from) {
      apply(state, entry.event);
      continue;
    }
    verifier ??= new Verifier(state, DEFAULT_SETTINGS);
    verifier.take(entry);
  }
  return verifier?.end() ?? new Verifier(state, DEFAULT_SETTINGS).end();
}
