import type { AlertRule } from '../../protocol/alerts.ts';

/**
 * When a rule fires and clears. What it says must hold without a break for its time to fire, and be over without a break for
 * as long to clear: a figure that jumps about its threshold neither fires nor clears. No I/O, no clock: time is an argument.
 */
export type RuleState =
  /** `since`: what the rule says has held from then on; null: it does not. */
  | { kind: 'quiet'; since: number | null }
  /** `overSince`: it has not held from then on; null: it does. */
  | { kind: 'fired'; alertId: string; overSince: number | null };

export const QUIET: RuleState = { kind: 'quiet', since: null };

export type AlertEffect = { kind: 'fire'; rule: AlertRule; value: number } | { kind: 'clear'; rule: AlertRule; alertId: string };

/** Whether a figure is what the rule warns of. One that there is not is nothing to warn of. */
export const holds = ({ comparison, threshold }: AlertRule, value: number | null): value is number =>
  value !== null && (comparison === 'above' ? value > threshold : value < threshold);

/**
 * One look at the figures. `states` is brought along, except that who fires stays as it was until the caller has kept the
 * alert and says so with `fired`.
 */
export function look(
  rules: readonly AlertRule[],
  states: Map<string, RuleState>,
  figure: (rule: AlertRule) => number | null,
  now: number,
): AlertEffect[] {
  const effects: AlertEffect[] = [];
  for (const rule of rules) {
    if (!rule.active) continue;
    const state = states.get(rule.id) ?? QUIET;
    const value = figure(rule);
    const forMs = rule.forSeconds * 1000;
    if (state.kind === 'quiet') {
      const since = holds(rule, value) ? (state.since ?? now) : null;
      states.set(rule.id, { kind: 'quiet', since });
      if (since !== null && value !== null && now - since >= forMs) effects.push({ kind: 'fire', rule, value });
    } else {
      const overSince = holds(rule, value) ? null : (state.overSince ?? now);
      states.set(rule.id, { ...state, overSince });
      if (overSince !== null && now - overSince >= forMs) effects.push({ kind: 'clear', rule, alertId: state.alertId });
    }
  }
  return effects;
}

export const fired = (alertId: string): RuleState => ({ kind: 'fired', alertId, overSince: null });
