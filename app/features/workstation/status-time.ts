import { PLANNED_MS } from '../../../server/protocol/codes.ts';
import type { AgentStatus } from '../../../server/protocol/common.ts';
import { type Words, words } from '../../lib/i18n/words.ts';

/** How long a status has lasted, and of what: `over` where it was meant to be shorter. */
export interface StatusTime {
  words: Words;
  over: boolean;
}

export function statusTime(status: AgentStatus, now: number): StatusTime {
  const spent = Math.max(0, now - status.since);
  const planned = status.kind === 'not-ready' ? PLANNED_MS[status.code] : null;
  if (planned === null) return { words: words('workstation-desk.status.time', { spent: { duration: spent } }), over: false };
  const whole = { duration: planned };
  // Seconds are counted in whole ones on both sides: at the very minute it is not over yet.
  const over = Math.floor(spent / 1000) * 1000 - planned;
  if (over <= 0) return { words: words('workstation-desk.status.of', { spent: { duration: spent }, whole }), over: false };
  return { words: words('workstation-desk.status.over', { over: { duration: over }, whole }), over: true };
}
