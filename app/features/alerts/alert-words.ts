import type { Alert, AlertRule, AlertRules, AlertScope } from '../../../server/protocol/alerts.ts';
import { type LiveMeasure, unitOf } from '../../../server/protocol/live-measures.ts';
import { type Words, type WordValue, words } from '../../lib/i18n/words.ts';

/** Rules and alerts, in words. Pure. */

export const measureWords = (measure: LiveMeasure): Words => words(`supervisor.alerts.measures.${measure}`);

/** A figure in its unit, which its measure has. */
export function figureWords(measure: LiveMeasure, value: number): WordValue {
  const unit = unitOf(measure);
  if (unit === 'percent') return { percent: value / 100 };
  if (unit === 'seconds') return { duration: value * 1000 };
  return String(unit === 'score' ? Math.round(value * 10) / 10 : value);
}

/** What an alert is about: "Callers waiting in Sales: 7". */
export function alertWords({ rule, scopeName, value }: Alert): Words {
  const said = { measure: measureWords(rule.measure), value: figureWords(rule.measure, value) };
  return scopeName === null ? words('supervisor.alerts.everywhere', said) : words('supervisor.alerts.where', { ...said, scope: scopeName });
}

/** What the figure of an alert is at this moment: "now 9". */
export const nowWords = ({ rule }: Alert, figure: number | null): Words =>
  figure === null ? words('supervisor.alerts.now-none') : words('supervisor.alerts.now', { value: figureWords(rule.measure, figure) });

/** When a rule fires: "Callers waiting above 5, Queue Sales, for 0:30". */
export function conditionWords(rule: AlertRule, choices: Choices): Words {
  const { measure, comparison, threshold, forSeconds, scope } = rule;
  const condition = words('alerts.condition', {
    measure: measureWords(measure),
    comparison,
    threshold: figureWords(measure, threshold),
    scope: scopeWords(scope, choices),
  });
  return forSeconds === 0 ? condition : words('alerts.held', { condition, time: { duration: forSeconds * 1000 } });
}

type Choices = Pick<AlertRules, 'queues' | 'centers' | 'agents'>;

export function scopeWords(scope: AlertScope, { queues, centers, agents }: Choices): Words {
  if (scope.kind === 'all') return words('alerts.all');
  const list = { queue: queues, center: centers, agent: agents }[scope.kind];
  const name = list.find(({ id }) => id === scope.id)?.name ?? scope.id;
  return words(`alerts.${scope.kind}`, { name });
}

/** A scope as the value of a list of choices, and back. */
export const scopeKey = (scope: AlertScope): string => (scope.kind === 'all' ? 'all' : `${scope.kind} ${scope.id}`);
export function scopeOf(key: string): AlertScope {
  const [kind, id = ''] = key.split(' ');
  return kind === 'queue' || kind === 'center' || kind === 'agent' ? { kind, id } : { kind: 'all' };
}
