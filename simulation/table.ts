import { MEASURES, measureOf, PER_UNIT, type Unit, usualUnit } from './measure.ts';
import type { Row, Summary } from './summary.ts';

const HEADING = ['case', 'measure', 'published', 'simulated', '95 % interval', ''];

/** All that came out, as text. A case without published figures shows all that was measured. */
export function tableOf(summaries: readonly Summary[]): string {
  const lines = summaries.flatMap((summary) => {
    const rows = summary.rows.length > 0 ? summary.rows : measuredRows(summary);
    return rows.map((row, nth) => [nth === 0 ? summary.name : '', row.measure, publishedText(row), ...simulatedText(row), verdict(row)]);
  });
  const widths = HEADING.map((heading, column) => Math.max(heading.length, ...lines.map((line) => line[column]?.length ?? 0)));
  const text = (line: readonly string[]) =>
    line
      .map((cell, column) => (column < 2 || column === 5 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  const body = lines.flatMap((line, nth) => (nth > 0 && line[0] !== '' ? ['', text(line)] : [text(line)]));
  return [text(HEADING), rule.trimEnd(), ...body, '', ...conclusion(summaries), ...glossary(lines.map((line) => line[1] ?? ''))].join('\n');
}

function measuredRows({ figures }: Summary): Row[] {
  return Object.entries(figures).map(([measure, { mean, halfWidth }]) => {
    const unit = usualUnit(measure);
    const scale = PER_UNIT[unit];
    const simulated = mean * scale;
    return {
      measure,
      unit,
      published: Number.NaN,
      plusMinus: 0,
      exact: null,
      simulated,
      halfWidth: halfWidth === null ? null : halfWidth * scale,
      holds: null,
    };
  });
}

function publishedText({ published, plusMinus, exact, unit }: Row): string {
  if (Number.isNaN(published)) return '–';
  const exactly = exact === null || exact === published ? '' : ` (exactly ${exact})`;
  return `${withUnit(String(published), unit)}${plusMinus > 0 ? ` ± ${plusMinus}` : ''}${exactly}`;
}

function simulatedText({ simulated, halfWidth, unit }: Row): [string, string] {
  if (simulated === null) return ['nothing', ''];
  if (halfWidth === null) return [withUnit(simulated.toPrecision(4), unit), 'one run'];
  const decimals = decimalsFor(halfWidth);
  return [
    withUnit(simulated.toFixed(decimals), unit),
    `${(simulated - halfWidth).toFixed(decimals)} to ${(simulated + halfWidth).toFixed(decimals)}`,
  ];
}

/** So that the uncertainty shows two digits: more would be noise. */
const decimalsFor = (halfWidth: number) => (halfWidth > 0 ? Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(halfWidth)))) : 2);

function withUnit(number: string, unit: Unit): string {
  return unit === 'share' || unit === 'calls' ? number : `${number} ${unit}`;
}

const verdict = ({ holds }: Row) => (holds === null ? '' : holds ? 'holds' : 'does not hold');

function conclusion(summaries: readonly Summary[]): string[] {
  const rows = summaries.flatMap((summary) => summary.rows).filter((row) => row.holds !== null);
  if (rows.length === 0) return [];
  const held = rows.filter((row) => row.holds).length;
  return [`${held} of ${rows.length} figures hold.`, ...summaries.flatMap(repetition), ''];
}

/** What a case gave that was run again. At 95 % about one figure in 20 falls outside by chance, those of one case together. */
function repetition({ name, runs, first }: Summary): string[] {
  const outside = (first ?? []).filter(({ holds }) => holds === false);
  if (outside.length === 0) return [];
  const said = outside.map((row) => `${row.measure} ${simulatedText(row).join(', ')}`).join('; ');
  return [`${name} was run again: its first ${runs} runs gave ${said}. The figures above are of ${runs} others.`];
}

function glossary(shown: readonly string[]): string[] {
  const measures = [...new Set(shown.map(measureOf))];
  const width = Math.max(0, ...measures.map((measure) => measure.length));
  return measures.map((measure) => `${measure.padEnd(width)}  ${MEASURES[measure]}`);
}
