import { CALLER, MAX_PARTIES } from '../../protocol/conversation.ts';
import type { RoutingEvent } from './events.ts';
import { type Call, reservationsOf } from './model.ts';
import type { RoutingState } from './state.ts';

/** What holds of every conversation at every moment, as checks that know nothing of the index: like invariants.ts. */

/** @returns what is wrong with any conversation, in words; null: nothing */
export function brokenConversation(state: RoutingState): string | null {
  const conversations = Map.groupBy(state.calls.values(), (call) => call.conversationId);
  for (const [id, calls] of conversations) {
    const wrong = wrongIn(calls) ?? indexedOtherwise(state, id, calls);
    if (wrong !== null) return `${id}: ${wrong}`;
  }
  for (const id of state.index.sent.keys()) if (!conversations.has(id)) return `${id} is in the index and over`;
  return null;
}

function wrongIn(calls: readonly Call[]): string | null {
  const agents = calls.flatMap((call) => reservationsOf(call).map(({ agentId }) => agentId));
  if (new Set(agents).size !== agents.length) return `somebody has two calls of it: ${agents.join(', ')}`;
  const live = calls.filter((call) => call.state.kind !== 'wrapup');
  if (live.length === 0) return null;
  if (new Set(live.map(({ channel }) => channel)).size > 1) return 'some talk in it, others write';
  const mains = live.filter((call) => call.role === 'main');
  const [main] = mains;
  if (!main || mains.length > 1) return `${mains.length} calls have the caller`;
  if (main.state.kind !== 'connected' && live.length > 1) return `others are in it while ${main.id} is ${main.state.kind}`;
  if (live.length + 1 > MAX_PARTIES) return `${live.length + 1} parties`;
  const consults = live.filter((call) => call.role === 'consult');
  if (consults.length > 1) return 'two private talks';
  if (consults.length === 1 && main.channel === 'text') return 'a private talk in writing';
  const lead = main.state.kind === 'connected' ? main.state.lead : null;
  if (consults.length === 1 && lead?.heldSince === null) return 'a private talk without a hold';
  if (main.state.kind === 'connected' && lead?.silenced.includes(`agent-${main.state.reservation.token}`)) return 'who leads is silenced';
  if (lead && lead.silenced.length !== new Set(lead.silenced).size) return 'somebody is silenced twice';
  for (const call of live) {
    if (call === main) continue;
    if (call.callerAwaySince !== null) return `${call.id} has no caller who could be away`;
    if (call.previousId === null || call.invitation === null) return `nobody asked for ${call.id}`;
    if (call.state.kind !== 'connected') continue;
    const { heldSince, silenced } = call.state.lead;
    if (heldSince !== null || silenced.length > 0) return `${call.id} holds or silences somebody, and does not lead`;
  }
  return null;
}

function indexedOtherwise(state: RoutingState, id: string, calls: readonly Call[]): string | null {
  const sent = calls.filter((call) => call.previousId !== null).map((call) => call.id);
  const indexed = [...(state.index.sent.get(id) ?? [])];
  return sent.sort().join() === indexed.sort().join() ? null : `the index has ${indexed.join(', ')}, there are ${sent.join(', ')}`;
}

/** Nobody who was sent on is dropped: over a log, the caller has a call from the first to the end of the conversation. */
export class CallerBook {
  /** The call that has the caller, by conversation; and the conversation of each call. */
  readonly #mains = new Map<string, string>();
  readonly #conversations = new Map<string, string>();

  take(event: RoutingEvent): string | null {
    if (!('callId' in event)) return null;
    const { callId } = event;
    if (event.kind === 'call-queued') {
      const conversationId = event.sent?.conversationId ?? callId;
      this.#conversations.set(callId, conversationId);
      if (!event.sent || event.sent.role === 'main') this.#mains.set(conversationId, callId);
      return null;
    }
    const conversationId = this.#conversations.get(callId) ?? callId;
    const has = this.#mains.get(conversationId) === callId;
    switch (event.kind) {
      case 'call-promoted':
        if (this.#mains.get(conversationId) !== event.from) return `${callId} takes over from ${event.from}, which had no caller`;
        this.#mains.set(conversationId, callId);
        return null;
      case 'call-ended':
        if (has && !ENDS_IT.has(event.reason)) return `${callId} ends as ${event.reason}, and the caller is with nobody`;
        break;
      case 'call-canceled':
        if (has && event.reason === 'no-longer-needed') return `${callId} is withdrawn with the caller`;
        break;
      case 'call-abandoned':
      case 'call-failed':
        if (!has) return `${callId} is ${event.kind}, and had no caller`;
        break;
      default:
        return null;
    }
    if (has) this.#mains.delete(conversationId);
    return null;
  }
}

const ENDS_IT: ReadonlySet<string> = new Set(['caller-hung-up', 'agent-hung-up', 'caller-lost', 'agent-lost', 'caller-silent']);

/** Whether the plan for a conversation's media is what its calls ask for, said from the other side: by who must hear whom. */
export function wrongPlan(calls: readonly Call[], plan: { tokens: number[]; held: string[]; silenced: string[] } | null): string | null {
  const live = calls.filter((call) => call.state.kind !== 'wrapup');
  const main = live.find((call) => call.role === 'main');
  if (!main) return plan === null ? null : 'there is a plan for what is over';
  if (main.channel === 'text') return plan === null ? null : 'there is a plan for texts';
  if (!plan) return 'there is no plan';
  const partyOf = ({ state }: Call) => ('reservation' in state ? `agent-${state.reservation.token}` : null);
  const talking = live.filter((call) => call.state.kind === 'connecting' || call.state.kind === 'connected');
  if (talking.map(partyOf).join() !== plan.tokens.map((token) => `agent-${token}`).join()) return `${plan.tokens.join()} are let in`;
  const hears = (listener: string, speaker: string) =>
    !plan.held.includes(listener) && !plan.held.includes(speaker) && !plan.silenced.includes(speaker);
  const isHeld = main.state.kind === 'connected' && main.state.lead.heldSince !== null;
  const silenced = main.state.kind === 'connected' ? main.state.lead.silenced : [];
  const isPrivate = talking.some((call) => call.role === 'consult');
  for (const a of talking) {
    const [agent, leader] = [partyOf(a) ?? '', partyOf(main) ?? ''];
    const withCaller = !isHeld && a.role !== 'consult';
    if (hears(agent, CALLER) !== (withCaller && !silenced.includes(CALLER))) return `${agent} hears the caller, or not`;
    if (hears(CALLER, agent) !== (withCaller && !silenced.includes(agent))) return `the caller hears ${agent}, or not`;
    if (a === main) continue;
    const together = !(isPrivate && a.role === 'joined');
    if (hears(leader, agent) !== (together && !silenced.includes(agent))) return `${leader} hears ${agent}, or not`;
  }
  return null;
}
