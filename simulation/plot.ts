import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { measureOf, WAIT_PERCENTILES } from './measure.ts';
import type { Row, Summary } from './summary.ts';

const WIDTH = 640;
const GOOD = '#2563eb';
const BAD = '#dc2626';

/** An SVG: how far simulated figures are from the published ones, and how long callers waited. */
export function plotOf(summaries: readonly Summary[]): Promise<string> {
  const compared = summaries.flatMap((summary) => summary.rows.flatMap((row) => comparison(summary, row)));
  const charts = compared.length > 0 ? [comparisonChart(compared), waitChart(summaries)] : [waitChart(summaries)];
  const spec = {
    config: { font: 'Inter, system-ui, sans-serif', view: { stroke: null } },
    background: 'white',
    vconcat: charts,
    resolve: { scale: { color: 'independent' } },
  } as TopLevelSpec;
  return new View(parse(compile(spec).spec), { renderer: 'none' }).toSVG();
}

/** Per cent of the published figure. */
function comparison({ name }: Summary, { measure, published, exact, plusMinus, simulated, halfWidth, holds }: Row) {
  const reference = exact ?? published;
  if (simulated === null || halfWidth === null || reference === 0) return [];
  const off = (value: number) => (100 * (value - reference)) / Math.abs(reference);
  const uncertain = exact === null ? (100 * plusMinus) / Math.abs(reference) : 0;
  return [
    {
      figure: `${name}: ${measure}`,
      off: off(simulated),
      low: off(simulated - halfWidth),
      high: off(simulated + halfWidth),
      publishedLow: -uncertain,
      publishedHigh: uncertain,
      verdict: holds ? 'holds' : 'does not hold',
    },
  ];
}

function comparisonChart(values: object[]) {
  const y = { field: 'figure', type: 'nominal', sort: null, title: null, axis: { labelLimit: 0, grid: true } };
  const color = { field: 'verdict', type: 'nominal', title: null, scale: { domain: ['holds', 'does not hold'], range: [GOOD, BAD] } };
  const x = { field: 'low', type: 'quantitative', title: 'simulated less published, % of the published figure, with the 95 % interval' };
  return {
    title: 'Simulated against published figures (band: the published figure’s own interval)',
    width: WIDTH,
    height: { step: 18 },
    data: { values },
    layer: [
      {
        mark: { type: 'bar', color: '#e2e8f0', height: 14 },
        encoding: { y, x: { ...x, field: 'publishedLow' }, x2: { field: 'publishedHigh' } },
      },
      { mark: { type: 'rule', color: '#64748b' }, encoding: { x: { datum: 0, type: 'quantitative' } } },
      { mark: { type: 'rule', strokeWidth: 2 }, encoding: { y, x, x2: { field: 'high' }, color } },
      { mark: { type: 'point', filled: true, size: 45, opacity: 1 }, encoding: { y, x: { ...x, field: 'off' }, color } },
    ],
  };
}

function waitChart(summaries: readonly Summary[]) {
  const values = summaries.flatMap(({ name, figures }) =>
    Object.entries(figures).flatMap(([figure, { mean }]) => {
      const measure = measureOf(figure);
      if (!(measure in WAIT_PERCENTILES)) return [];
      const share = WAIT_PERCENTILES[measure as keyof typeof WAIT_PERCENTILES];
      return [{ name: figure === measure ? name : `${name}: ${figure.slice(measure.length + 1)}`, share: 100 * share, wait: mean }];
    }),
  );
  return {
    title: 'Wait of admitted calls',
    width: WIDTH,
    height: 320,
    data: { values },
    mark: { type: 'line', point: true },
    encoding: {
      x: {
        field: 'share',
        type: 'quantitative',
        scale: { domain: [50, 100], nice: false },
        axis: { values: Object.values(WAIT_PERCENTILES).map((share) => 100 * share) },
        title: 'share of calls that wait no longer, %',
      },
      y: { field: 'wait', type: 'quantitative', title: 'seconds' },
      color: { field: 'name', type: 'nominal', title: null, sort: null, scale: { scheme: 'tableau20' }, legend: { labelLimit: 320 } },
    },
  };
}
