/** Lines up columns for reading: the first to the left, the others to the right. */
export function table(heading: readonly string[], rows: readonly string[][]): string {
  const widths = heading.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('   ');
  return [line(heading), ...rows.map(line)].map((text) => `  ${text}`).join('\n');
}

/** A whole number with its thousands apart. */
export const count = (value: number): string => Math.round(value).toLocaleString('en');

/** Milliseconds as exactly as they tell something. */
export const ms = (value: number): string => `${value < 10 ? value.toFixed(1) : count(value)} ms`;
