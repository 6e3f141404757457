import { describe, expect, test } from 'vitest';
import type { Measure } from '../../../server/protocol/report-words.ts';
import type { Report, ReportQuery } from '../../../server/protocol/reports.ts';
import { formatsFor } from '../../lib/i18n/formats.ts';
import { sayIn } from '../../lib/i18n/testing.ts';
import { readDraft, toggled, usualReport, withChart, writeDraft } from './report-draft.ts';
import { chartOf, figureText, intervalName, isEmpty, levelFormula, MOST_SHOWN, tableRows } from './report-view.ts';

const LISBON = 'Europe/Lisbon';
const HOUR = 60 * 60_000;
const NINE = Date.UTC(2026, 10, 23, 9);
const name = (dimension: string, label: string) => label || `No ${dimension}`;
const usual = usualReport(LISBON);

function report(more: Partial<Report> = {}, query: Partial<ReportQuery> = {}): Report {
  return {
    query: { ...usual, interval: 'hour', measures: ['offered', 'asa'], ...query },
    from: NINE,
    to: NINE + 2 * HOUR,
    restricted: false,
    intervals: [
      { from: NINE, to: NINE + HOUR },
      { from: NINE + HOUR, to: NINE + 2 * HOUR },
    ],
    groups: [{ key: [], labels: [] }],
    rows: [
      { interval: 0, group: 0, figures: [3, 12_000] },
      { interval: 1, group: 0, figures: [0, null] },
    ],
    totals: [[3, 12_000]],
    total: [3, 12_000],
    thresholds: [],
    ...more,
  };
}

test.each([
  ['offered', 1234, '1,234'],
  ['serviceLevel', 0.8333, '83.3 %'],
  ['asa', 62_400, '1:02'],
  ['staffed', 5 * HOUR, '5:00:00'],
  ['quality', 4.216, '4.22'],
  ['asa', null, '–'],
] as const)('%s of %d is said as %s', (measure, figure, text) => {
  expect(figureText(figure, measure, formatsFor('en'))).toBe(text);
});

test.each([
  ['15-min', '2026-11-23', 1, '09:00'],
  ['hour', '2026-11-23', 3, '23 Nov, 09:00'],
  ['day', '2026-11-23', 3, 'Mon 23 Nov'],
  ['week', '2026-11-23', 14, '23 Nov – 29 Nov'],
  ['month', '2026-11-23', 60, 'November 2026'],
  ['whole', '2026-11-23', 3, null],
] as const)('an interval of a %s from %s over %d days is called %s', (interval, _, days, name) => {
  const lengths = { '15-min': HOUR / 4, hour: HOUR, day: 24 * HOUR, week: 7 * 24 * HOUR, month: 30 * 24 * HOUR, whole: 0 };
  const midnight = NINE - 9 * HOUR;
  const from = interval === '15-min' || interval === 'hour' ? NINE : midnight;
  const asked = { query: { ...usual, interval }, from: midnight, to: midnight + days * 24 * HOUR };
  const called = intervalName({ from, to: from + lengths[interval] }, asked, 'en-GB');
  expect(called?.replace(/(\w{3}),? (\d+) Nov$/, '$1 $2 Nov') ?? null).toBe(name);
});

describe('the chart', () => {
  const about = { tag: 'en-GB', label: 'Offered', name };
  test('has a line for each group, with no calls where there were none', () => {
    const grouped = report(
      {
        groups: [
          { key: ['ana', 'lisbon'], labels: ['Ana', 'Lisbon'] },
          { key: ['', ''], labels: ['', ''] },
        ],
        rows: [
          { interval: 0, group: 0, figures: [3, 12_000] },
          { interval: 1, group: 1, figures: [1, null] },
        ],
      },
      { by: ['agent', 'center'] },
    );
    expect(chartOf(grouped, 'offered', about)).toEqual({
      kind: 'line',
      labels: ['09:00', '10:00'],
      series: [
        { name: 'Ana · Lisbon', values: [3, 0] },
        { name: 'No agent · No center', values: [0, 1] },
      ],
    });
    expect(chartOf(grouped, 'asa', about)?.series[0]?.values).toEqual([12_000, null]);
  });
  test('of the whole period has a bar for each group, and is none of a single figure', () => {
    const grouped = report({ groups: [{ key: ['q'], labels: ['Sales'] }], totals: [[3, 1]] }, { by: ['queue'], interval: 'whole' });
    expect(chartOf(grouped, 'offered', about)).toEqual({ kind: 'bar', labels: ['Sales'], series: [{ name: 'Offered', values: [3] }] });
    expect(chartOf(report({}, { interval: 'whole' }), 'offered', about)).toBeNull();
  });
});

test('a table has so many rows at most', () => {
  const rows = Array.from({ length: MOST_SHOWN + 1 }, (_, interval) => ({ interval: interval % 2, group: 0, figures: [1, 1] }));
  expect(tableRows(report({ rows }), 'en-GB', name)).toHaveLength(MOST_SHOWN);
});

test('a report of zeros and gaps is empty', () => {
  expect(isEmpty(report())).toBe(false);
  expect(isEmpty(report({ rows: [{ interval: 0, group: 0, figures: [0, null] }] }))).toBe(true);
});

test.each([
  [
    { threshold: null, abandons: true, elsewhere: false, shortAbandon: 0 },
    'answered within each queue’s own time ÷ (answered + abandoned)',
    0,
  ],
  [
    { threshold: 30, abandons: true, elsewhere: true, shortAbandon: 0 },
    'answered within 30 s ÷ (answered + abandoned + left for something else)',
    0,
  ],
  [{ threshold: 30, abandons: false, elsewhere: true, shortAbandon: 5 }, 'answered within 30 s ÷ answered', 1],
])('the service level with %o is %s', (switches, formula, more) => {
  const said = levelFormula(switches);
  expect(sayIn('en')(said.formula)).toBe(formula);
  expect(said.more).toHaveLength(more);
});

describe('the address', () => {
  test('holds what is asked, and the chart', () => {
    const draft = { query: { ...usual, by: ['queue' as const], switches: { ...usual.switches, threshold: 30 } }, chart: 'asa' as Measure };
    expect(readDraft(writeDraft(draft), 'UTC')).toEqual(draft);
  });
  test('of nonsense is the usual report, and keeps what makes sense', () => {
    expect(readDraft('?interval=century&by=moon&threshold=x&zone=Mars&chart=moon', LISBON)).toEqual({ query: usual, chart: 'offered' });
    expect(readDraft('?interval=week&period=never', LISBON).query).toEqual({ ...usual, interval: 'week' });
  });
});

test('a measure that is left out is left out of the chart too; those chosen stand in their usual order', () => {
  const chosen = toggled(['offered', 'asa', 'aht'], ['offered', 'aht'], 'asa');
  expect(chosen).toEqual(['offered', 'asa', 'aht']);
  const measures = toggled(chosen, chosen, 'offered');
  expect(withChart({ query: { ...usual, measures }, chart: 'offered' }).chart).toBe('asa');
});
