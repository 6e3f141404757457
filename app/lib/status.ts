import type { AgentStatus } from '../../server/protocol/common.ts';
import { type Words, words } from './i18n/words.ts';

/** The words and hues of what an agent is doing: the same on every screen. */
export const STATUS_HUES = ['available', 'on-call', 'wrapup', 'not-ready', 'missed', 'offline'] as const;
export type StatusHue = (typeof STATUS_HUES)[number];

/** What an agent is doing, to be said by `useWords`. */
export const statusWords = (status: AgentStatus): Words =>
  words(status.kind === 'not-ready' ? `common.status.not-ready.${status.code}` : `common.status.${status.kind}`);

/** A reserved agent is about to talk: shown in the hue of a call. */
export function statusHue(status: AgentStatus): StatusHue {
  return status.kind === 'reserved' ? 'on-call' : status.kind;
}
