import type { MessageKind } from '../../../server/protocol/messages.ts';
import type { Ending } from './widget-machine.ts';

/** Of those who did not want to wait until somebody answered. */
const LEFT: readonly Ending['reason'][] = ['caller-hung-up', 'left-for-message', 'left-for-callback'];

/** What a caller may leave: what the queue offers, or a message of one who left the line by themselves. */
export function messageKind({ wayOn, reason, talkMs, agentName }: Ending): MessageKind | null {
  if (wayOn?.kind === 'leave-message') return 'message';
  if (wayOn === null && LEFT.includes(reason) && talkMs === 0 && agentName === null) return 'message';
  return wayOn?.kind === 'callback' ? 'callback' : null;
}
