import type { CallEvent } from '../../../server/protocol/call-story.ts';
import { type Words, words } from '../../lib/i18n/words.ts';

/** What happened to a call, in words. @param nameOf an agent's name for their id */
export function eventWords(event: CallEvent, nameOf: (agentId: string) => string): Words {
  const list = event.agentIds.map(nameOf);
  const who = list.length === 0 ? words('board.story.the-caller') : { list };
  const said = words(`board.event.${event.kind}`, { agents: { list }, who });
  const { why } = event;
  if (why === null) return said;
  if ('silenced' in why) return why.silenced ? said : words('board.story.heard-again', { who });
  if ('supervisor' in why)
    return words('board.story.by-supervisor', { event: said, name: why.supervisor ?? words('board.story.a-supervisor') });
  const reason = 'offer' in why ? words(`board.offer-end.${why.offer}`) : words(`board.reason.${why.end}`);
  return words('board.story.event-why', { event: said, why: reason });
}
