import { exhausted } from '../../../server/protocol/codes.ts';
import type { AgentStatus } from '../../../server/protocol/common.ts';
import type { WorkstationState, WorkstationWork } from '../../../server/protocol/workstation.ts';
import { type Words, words } from '../../lib/i18n/words.ts';
import type { AudioSituation, Link } from './view-model.ts';

/** What the page says of itself: in the tab's title, in the header, and while its connection is lost. */

/** @param now on the center's clock */
export function titleOf(link: Link, state: WorkstationState | null, now: number): Words {
  if (link.kind === 'taken-over' || link.kind === 'refused' || link.kind === 'lost') return words(`workstation-shell.title.${link.kind}`);
  if (state === null) return words('workstation-shell.title.connecting');
  const { work, status } = state;
  const time = (since: number) => ({ duration: Math.max(0, now - since) });
  switch (work.kind) {
    case 'offer':
      return words('workstation-shell.title.offer', { name: work.caller.name });
    case 'call': {
      const { name } = work.caller;
      if (work.phase.kind === 'connecting') return words('workstation-shell.title.call-connecting', { name });
      const { heldSince } = work.conversation;
      if (heldSince !== null) return words('workstation-shell.title.held', { name, time: time(heldSince) });
      return words('workstation-shell.title.call', { name, time: time(work.phase.since) });
    }
    case 'wrapup':
      return words('workstation-shell.title.wrapup', { name: work.caller.name, time: time(work.endedAt) });
    case 'idle':
      if (status.kind === 'missed') return words('workstation-shell.title.missed');
      return words('workstation-shell.title.status', { status: statusWords(status), time: time(status.since) });
    default:
      return exhausted(work);
  }
}

export const statusWords = (status: AgentStatus): Words =>
  status.kind === 'not-ready' ? words(`common.status.not-ready.${status.code}`) : words(`common.status.${status.kind}`);

export interface Network {
  /** 0 to 3: how many bars are lit. */
  bars: 0 | 1 | 2 | 3;
  words: Words;
}

/** Voice is at ease below 150 ms there and back, and hard to follow above 400 ms. */
export function networkOf(link: Link, roundTripMs: number | null): Network {
  if (link.kind === 'connecting') return { bars: 0, words: words('workstation-shell.network.connecting') };
  if (link.kind !== 'up') return { bars: 0, words: words('workstation-shell.network.none') };
  if (roundTripMs === null) return { bars: 3, words: words('workstation-shell.network.connected') };
  const ms = Math.round(roundTripMs);
  if (roundTripMs < 150) return { bars: 3, words: words('workstation-shell.network.good', { ms }) };
  if (roundTripMs < 400) return { bars: 2, words: words('workstation-shell.network.slow', { ms }) };
  return { bars: 1, words: words('workstation-shell.network.very-slow', { ms }) };
}

/** What the banner says while the center can't be reached: what still works comes first. */
export function lostWords(work: WorkstationWork['kind'], audio: AudioSituation): Words {
  if (work === 'call' && audio !== 'connected' && audio !== 'sending') return words('workstation-shell.lost.call-silent');
  return words(`workstation-shell.lost.${work}`);
}
