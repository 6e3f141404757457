import type { CallId } from '../protocol/common.ts';
import { CALLER } from '../protocol/conversation.ts';
import type { CallText } from '../protocol/texts.ts';
import type { RoutingCommand } from './core/commands.ts';
import type { RoutingState } from './core/state.ts';

/** How often it is looked whose answer is waited for too long. */
const EVERY_MS = 5000;

type EndSilent = Extract<RoutingCommand, { kind: 'end-silent' }>;

/**
 * Text conversations whose caller has not answered for as long as their queue waits: counted from the last thing that the agent
 * wrote, or from when they came, and not while the caller has the last word.
 * @param lastText the last text of a conversation, if any
 */
export function silentConversations(state: Readonly<RoutingState>, lastText: (id: CallId) => CallText | null, now: number): EndSilent[] {
  const silent: EndSilent[] = [];
  for (const call of state.calls.values()) {
    const idleMs = state.queues.get(call.queueId)?.textIdleMs ?? null;
    if (idleMs === null || call.channel !== 'text' || call.state.kind !== 'connected') continue;
    const last = lastText(call.conversationId);
    const since = Math.max(last?.at ?? 0, call.state.connectedAt);
    if (last?.from !== CALLER && now - since >= idleMs)
      silent.push({ kind: 'end-silent', callId: call.id, token: call.state.reservation.token });
  }
  return silent;
}

/** Ends what `silentConversations` finds, as time goes. */
export function watchSilence(options: {
  service: { state: Readonly<RoutingState>; now: () => number; submit(command: RoutingCommand): Promise<unknown> };
  lastText: (id: CallId) => CallText | null;
}): { close(): void } {
  const { service, lastText } = options;
  const timer = setInterval(() => {
    for (const command of silentConversations(service.state, lastText, service.now())) service.submit(command).catch(() => {});
  }, EVERY_MS).unref();
  return { close: () => clearInterval(timer) };
}
