import type { CallEvent } from '../../../server/protocol/call-story.ts';
import { type Words, words } from '../../lib/i18n/words.ts';

/** What happened to a call, in words. @param nameOf an agent's name for their id */
export function eventWords(event: CallEvent, nameOf: (agentId: string) => string): Words {
  const said = words(`board.event.${event.kind}`, { agents: { list: event.agentIds.map(nameOf) } });
  if (event.why === null) return said;
  if ('supervisor' in event.why)
    return words('board.story.by-supervisor', { event: said, name: event.why.supervisor ?? words('board.story.a-supervisor') });
  const why = 'offer' in event.why ? words(`board.offer-end.${event.why.offer}`) : words(`board.reason.${event.why.end}`);
  return words('board.story.event-why', { event: said, why });
}
