import { expect, test } from 'vitest';
import type { Alert, AlertRule, AlertScope } from '../../../server/protocol/alerts.ts';
import { type LiveMeasure, MEASURE_NAMES, measureHas } from '../../../server/protocol/live-measures.ts';
import { sayIn } from '../../lib/i18n/testing.ts';
import type { BoardFigures } from '../board/board-view.ts';
import { alertWords, conditionWords, measureWords, nowWords, scopeKey, scopeOf } from './alert-words.ts';

const say = sayIn('en');
const choices = {
  queues: [{ id: 'sales', name: 'Sales' }],
  centers: [{ id: 'lisbon', name: 'Lisbon' }],
  agents: [{ id: 'ana', name: 'Ana Costa' }],
};
const rule: AlertRule = {
  ...{ id: 'r', name: 'Line', measure: 'waiting', scope: { kind: 'queue', id: 'sales' }, comparison: 'above', threshold: 5 },
  ...{ forSeconds: 30, centerId: null, sound: true, active: true, createdByName: 'Alex' },
};

test.each<[Partial<AlertRule>, string]>([
  [{}, 'Callers waiting above 5, Queue Sales, for 0:30'],
  [{ forSeconds: 0 }, 'Callers waiting above 5, Queue Sales'],
  [
    { measure: 'service-level', comparison: 'below', threshold: 80, scope: { kind: 'all' } },
    'Service level below 80 %, all queues and centers, for 0:30',
  ],
  [
    { measure: 'data-age', threshold: 90, scope: { kind: 'center', id: 'lisbon' } },
    'Age of the center’s data above 1:30, Center Lisbon, for 0:30',
  ],
  [
    { measure: 'time-in-wrapup', threshold: 120, scope: { kind: 'agent', id: 'ana' }, forSeconds: 0 },
    'Time in wrap-up above 2:00, Agent Ana Costa',
  ],
  [{ scope: { kind: 'queue', id: 'gone' } }, 'Callers waiting above 5, Queue gone, for 0:30'],
])('a rule with %j says when it fires', (change, expected) => {
  expect(say(conditionWords({ ...rule, ...change }, choices))).toBe(expected);
});

test('an alert says what the figure was, and of what', () => {
  const alert: Alert = {
    id: 'a',
    ruleId: 'r',
    rule,
    scopeName: 'Sales',
    value: 7,
    firedAt: 1,
    clearedAt: null,
    clearedBy: null,
    acknowledged: null,
  };
  expect(say(alertWords(alert))).toBe('Callers waiting in Sales: 7');
  expect(say(alertWords({ ...alert, scopeName: null, rule: { ...rule, measure: 'abandonment' }, value: 12.4 }))).toBe('Abandonment: 12 %');
  expect([9, null].map((figure) => say(nowWords(alert, figure)))).toEqual(['now 9', 'now none']);
  expect(say(nowWords({ ...alert, rule: { ...rule, measure: 'longest-wait' } }, 75))).toBe('now 1:15');
});

test.each<AlertScope>([{ kind: 'all' }, { kind: 'queue', id: 'sales:1' }, { kind: 'center', id: 'lisbon' }, { kind: 'agent', id: 'ana' }])(
  '%j is the same as a choice and back',
  (scope) => {
    expect(scopeOf(scopeKey(scope))).toEqual(scope);
  },
);

test('every figure over the board’s tables can be watched, and has its name', () => {
  // One that is added there does not compile here until there is a measure of it.
  const watched: Record<Exclude<keyof BoardFigures, 'trend' | 'serviceLevelSeconds'>, LiveMeasure> = {
    ...{ waiting: 'waiting', longestSince: 'longest-wait', estimatedWaitMs: 'estimated-wait', serviceLevel: 'service-level' },
    ...{ asaMs: 'speed-of-answer', ahtMs: 'handle-time', abandoned: 'abandoned', elsewhere: 'left-for-else', abandonment: 'abandonment' },
    ...{ missedOffers: 'missed-offers', mos: 'line-quality', available: 'available-agents', onCall: 'talking' },
  };
  for (const measure of Object.values(watched)) expect(measureHas(measure, 'all') && measureHas(measure, 'queue')).toBe(true);
  const names = MEASURE_NAMES.map((measure) => say(measureWords(measure)));
  expect(new Set(names).size).toBe(names.length);
});
