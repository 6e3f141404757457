import type { AuditEntry } from '../../../server/protocol/audit.ts';
import { BLOCK_MARKS } from '../../../server/protocol/block-marks.ts';
import { NOT_READY_CODES } from '../../../server/protocol/codes.ts';
import { LISTENING_WAYS } from '../../../server/protocol/listening-way.ts';
import { MEASURE_NAMES } from '../../../server/protocol/live-measures.ts';
import { type Words, type WordValue, words } from '../../lib/i18n/words.ts';
import { figureWords, measureWords } from '../alerts/alert-words.ts';

/** What an act was about, in words. Pure. What is not known here is shown as it was kept. */

type Details = AuditEntry['details'];
type Value = Exclude<Details[string], null>;

/** Shown in their order. Which session a line belongs to is in the export: nobody reads it. */
const SHOWN = [
  ...(['status', 'what', 'how', 'before', 'after', 'excludedBefore', 'excluded', 'from', 'to', 'queue', 'text'] as const),
  ...(['why', 'seconds', 'change', 'measure', 'forSeconds', 'scopes', 'centers', 'host', 'knownBy', 'recordings', 'asked'] as const),
];
type Shown = (typeof SHOWN)[number];

const STEPS = ['begun', 'switched', 'heard', 'ended'] as const;
const ENDS = ['stopped', 'call-over', 'moved-up', 'handed-on', 'replaced', 'lost', 'not-allowed', 'server-ended'] as const;
const CHANGES = {
  created: 'created',
  changed: 'changed',
  deleted: 'deleted',
  'secret renewed': 'renewed',
  'old secret ended': 'old-secret-ended',
  'secret ended': 'secret-ended',
} as const;

const oneOf = <One extends string>(all: readonly One[], value: Value): One | undefined => all.find((one) => one === value);

/** Each detail of an entry as a line; why it was refused is apart. */
export function detailLines(details: Details, centers: readonly { id: string; name: string }[]): Words[] {
  return SHOWN.flatMap((name) => {
    const value = details[name] ?? null;
    if (value === null || value === '' || (name === 'forSeconds' && value === 0)) return [];
    return [words('audit.line', { label: words(`audit.details.${name}`), value: saidOf(name, value, details, centers) })];
  });
}

function saidOf(name: Shown, value: Value, details: Details, centers: readonly { id: string; name: string }[]): WordValue {
  const known = (): WordValue | undefined => {
    switch (name) {
      case 'how':
      case 'before': {
        const way = oneOf(LISTENING_WAYS, value);
        return way && words(`supervisor.listening.way.${way}`);
      }
      case 'what': {
        const step = oneOf(STEPS, value);
        return step && words(`audit.steps.${step}`);
      }
      case 'why': {
        const end = oneOf(ENDS, value);
        return end && words(`audit.ends.${end}`);
      }
      case 'status': {
        const code = oneOf(NOT_READY_CODES, value);
        if (code) return words(`common.status.not-ready.${code}`);
        const status = oneOf(['available', 'offline'] as const, value);
        return status && words(`common.status.${status}`);
      }
      case 'seconds':
      case 'forSeconds':
        return typeof value === 'number' ? { duration: value * 1000 } : undefined;
      case 'change': {
        const change = oneOf(Object.keys(CHANGES) as (keyof typeof CHANGES)[], value);
        return change && words(`audit.changes.${CHANGES[change]}`);
      }
      case 'measure': {
        const measure = oneOf(MEASURE_NAMES, value);
        const { comparison, threshold } = details;
        if (measure === undefined || typeof threshold !== 'number' || typeof comparison !== 'string') return undefined;
        return words('audit.condition', { measure: measureWords(measure), comparison, threshold: figureWords(measure, threshold) });
      }
      case 'knownBy':
        return {
          list: String(value)
            .split(', ')
            .map((mark) => {
              const known = oneOf(BLOCK_MARKS, mark);
              return known === undefined ? mark : words(`audit.marks.${known}`);
            }),
        };
      case 'centers':
        return {
          list: String(value)
            .split(', ')
            .map((id) => centers.find((center) => center.id === id)?.name ?? id),
        };
      default:
        return undefined;
    }
  };
  return known() ?? String(value);
}
