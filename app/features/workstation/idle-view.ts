import { exhausted } from '../../../server/protocol/codes.ts';
import type { AgentStatus } from '../../../server/protocol/common.ts';
import { type Words, words } from '../../lib/i18n/words.ts';

export interface IdleView {
  title: Words;
  text: Words;
  /** The button that leads back to calls; none when the agent is there already. */
  action: Words | null;
}

/** Without work, the middle column leads back to calls. */
export function idleView(status: AgentStatus, connected: boolean): IdleView {
  if (!connected) {
    return { title: words('workstation-desk.idle.waiting.title'), text: words('workstation-desk.idle.waiting.text'), action: null };
  }
  const back = words('workstation-desk.idle.back');
  switch (status.kind) {
    case 'available':
    case 'reserved':
    case 'on-call':
    case 'wrapup':
      return { title: words('workstation-desk.idle.ready.title'), text: words('workstation-desk.idle.ready.text'), action: null };
    case 'offline':
      return {
        title: words('workstation-desk.idle.offline.title'),
        text: words('workstation-desk.idle.offline.text'),
        action: words('workstation-desk.idle.go'),
      };
    case 'missed':
      return { title: words('workstation-desk.idle.missed.title'), text: words('workstation-desk.idle.missed.text'), action: back };
    case 'not-ready':
      return {
        title: words(`workstation-desk.idle.not-ready.${status.code}`),
        text: words('workstation-desk.idle.not-ready.text'),
        action: back,
      };
    default:
      return exhausted(status);
  }
}
