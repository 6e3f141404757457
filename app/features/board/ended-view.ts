import type { RecentCall } from '../../../server/protocol/call-story.ts';
import { type Words, words } from '../../lib/i18n/words.ts';
import { matches } from '../../lib/matches.ts';
import type { BoardView } from './board-address.ts';

/** Calls that are over, as far as the view's filters leave them in sight. */
export function endedRows(calls: readonly RecentCall[], view: Pick<BoardView, 'center' | 'queue' | 'find'>): RecentCall[] {
  return calls
    .filter((call) => view.center === null || call.centerId === null || call.centerId === view.center)
    .filter((call) => view.queue === null || call.queueId === view.queue)
    .filter((call) => matches(view.find, [call.callerName, call.queueName, call.agentName]));
}

export const outcomeWords = ({ outcome }: Pick<RecentCall, 'outcome'>): Words => words(`board.outcome.${outcome}`);

/** Why a call was not answered, where its outcome does not say it all. */
export function reasonWords({ outcome, reason }: Pick<RecentCall, 'outcome' | 'reason'>): Words | null {
  if (outcome === 'answered') return null;
  switch (reason) {
    case 'queue-closed':
    case 'queue-full':
    case 'waited-too-long':
    case 'queue-removed':
    case 'caller-lost':
    case 'no-caller-audio':
    case 'left-for-message':
    case 'left-for-callback':
      return words(`board.reason.${reason}`);
    default:
      return null;
  }
}
