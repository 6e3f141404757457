import type { Figures } from '../server/planning/replay/figures.ts';
import type { RoutingEvent } from '../server/routing/core/events.ts';
import type { Comparison, Difference } from './verify.ts';

/** How many differences are listed; all are counted. */
const LISTED = 20;

/** What came of running a period again with the same policy. */
export function verdict({ events, decisions, decisionsAgreeing, differences }: Comparison): string {
  const lines = [`${events} events, ${decisions} decisions: ${decisionsAgreeing} decisions agree`];
  if (events === 0) return 'Nothing is stored of this period.\n';
  if (differences.length === 0) lines.push('Everything came out as it was stored.');
  else lines.push(`${differences.length} ${differences.length === 1 ? 'difference' : 'differences'}:`);
  for (const difference of differences.slice(0, LISTED)) lines.push(...described(difference));
  if (differences.length > LISTED) lines.push(`  and ${differences.length - LISTED} more`);
  return `${lines.join('\n')}\n`;
}

function described({ stored, decided }: Difference): string[] {
  const at = stored?.event.at ?? decided?.at ?? 0;
  return [
    `  ${new Date(at).toISOString()}${stored ? ` event ${stored.seq}` : ''}`,
    `    stored   ${stored ? inWords(stored.event) : 'nothing'}`,
    `    decided  ${decided ? inWords(decided) : 'nothing'}${whereTheyDiffer(stored?.event ?? null, decided)}`,
  ];
}

function inWords(event: RoutingEvent): string {
  const callId = 'callId' in event ? ` ${event.callId}` : '';
  if (event.kind !== 'call-offered') return `${event.kind}${callId}`;
  const best = event.decision.candidates.slice(0, 3).map(({ agentId, score }) => `${agentId} ${Math.round(score)}`);
  return `${event.kind}${callId} to ${event.decision.chosen.join(', ')} (${best.join(', ')})`;
}

/** The fields at fault where the two are about the same. */
function whereTheyDiffer(stored: RoutingEvent | null, decided: RoutingEvent | null): string {
  if (stored?.kind !== decided?.kind || !stored || !decided) return '';
  const fields = (a: object, b: object, path: string): string[] =>
    [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) => {
      const [one, other] = [(a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]];
      if (JSON.stringify(one) === JSON.stringify(other)) return [];
      const bothHold = typeof one === 'object' && typeof other === 'object' && one !== null && other !== null;
      return bothHold && path.split('.').length < 3 ? fields(one, other, `${path}${key}.`) : [`${path}${key}`];
    });
  return `\n    differing in ${fields(stored, decided, '').slice(0, 5).join(', ')}`;
}

const ROWS: { key: keyof Figures; title: string; text: (value: number) => string }[] = [
  { key: 'answered', title: 'Answered', text: (value) => value.toFixed(0) },
  { key: 'abandoned', title: 'Abandoned', text: (value) => value.toFixed(0) },
  { key: 'serviceLevel', title: 'Service level', text: percent },
  { key: 'asa', title: 'ASA', text: (value) => `${value.toFixed(1)} s` },
  { key: 'abandonment', title: 'Abandonment', text: percent },
  { key: 'occupancy', title: 'Occupancy', text: percent },
  { key: 'estimateError50', title: 'Estimates off by (median)', text: (value) => `${value.toFixed(1)} s` },
  { key: 'estimateError90', title: 'Estimates off by (9 of 10)', text: (value) => `${value.toFixed(1)} s` },
];

/** The period as it was, and under the two policies, side by side. */
export function policyTable(
  figures: { stored: Figures; storedPolicySimulated: Figures; otherPolicySimulated: Figures },
  runs: number,
): string {
  const columns = [figures.stored, figures.storedPolicySimulated, figures.otherPolicySimulated];
  const row = (title: string, cells: string[]) => title.padEnd(16) + cells.map((cell) => cell.padStart(28)).join('');
  const lines = [
    row('', ['stored', 'stored policy, simulated', 'other policy, simulated']),
    ...ROWS.map(({ key, title, text }) =>
      row(
        title,
        columns.map((column) => (column[key] === null ? '–' : text(column[key]))),
      ),
    ),
    '',
    `Simulated: the mean of ${runs} ${runs === 1 ? 'run' : 'runs'} with the same callers and lengths of calls, and agents there and ready as they were;`,
    'nobody lets an offer go by. How long those who did not give up would have waited is drawn.',
  ];
  return `${lines.join('\n')}\n`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
