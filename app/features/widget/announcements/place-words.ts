import type { WidgetPhase } from '../../../../server/protocol/widget.ts';
import { type Words, words } from '../../../lib/i18n/words.ts';
import { waitWords } from '../widget-words.ts';

/** "You are number 2 in line. It takes about 3 minutes.", sentence by sentence, as far as it is known. */
export function placeWords(phase: WidgetPhase | null): Words[] {
  if (phase?.kind !== 'waiting') return [];
  const { position, estimatedWaitMs } = phase;
  const place = position === 1 ? words('widget-announcements.next') : words('widget-announcements.place', { position });
  return estimatedWaitMs === null ? [place] : [place, waitWords(estimatedWaitMs)];
}
