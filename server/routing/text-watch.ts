import type { CallId } from '../protocol/common.ts';
import { CALLER } from '../protocol/conversation.ts';
import type { CallText } from '../protocol/texts.ts';
import type { RoutingCommand } from './core/commands.ts';
import { mainOf } from './core/conversation.ts';
import type { RoutingState } from './core/state.ts';

/** How often it is looked whose answer is waited for too long. */
const EVERY_MS = 5000;
/** How long before the end its caller is asked whether they are still there: so long, or for less patient queues a third of it all. */
const ASKED_BEFORE_MS = 120_000;
const askedBefore = (idleMs: number): number => Math.min(ASKED_BEFORE_MS, idleMs / 3);

type EndSilent = Extract<RoutingCommand, { kind: 'end-silent' }>;

/** A text conversation whose caller has not answered, and how long they are waited for. */
export interface Silence {
  command: EndSilent;
  conversationId: CallId;
  since: number;
  idleMs: number;
}

/**
 * Text conversations whose caller’s answer is waited for: since the last thing that the agent wrote, since they came, or since the
 * caller has said that they are still there; not while the caller has the last word.
 * @param lastText the last text of a conversation that its caller has read, if any
 * @param seen when its caller said last that they are still there
 */
export function silences(
  state: Readonly<RoutingState>,
  lastText: (id: CallId) => CallText | null,
  seen: (id: CallId) => number | null = () => null,
): Silence[] {
  const found: Silence[] = [];
  for (const call of state.calls.values()) {
    const idleMs = state.queues.get(call.queueId)?.textIdleMs ?? null;
    if (idleMs === null || call.channel !== 'text' || call.state.kind !== 'connected' || call.role !== 'main') continue;
    const { conversationId } = call;
    const last = lastText(conversationId);
    if (last?.from === CALLER) continue;
    const since = Math.max(last?.at ?? 0, call.state.connectedAt, seen(conversationId) ?? 0);
    const command = { kind: 'end-silent', callId: call.id, token: call.state.reservation.token } as const;
    found.push({ command, conversationId, since, idleMs });
  }
  return found;
}

interface SilenceOptions {
  service: { state: Readonly<RoutingState>; now: () => number; submit(command: RoutingCommand): Promise<unknown> };
  lastText: (id: CallId) => CallText | null;
  /** Whether its caller is asked, or until when they are waited for, has changed. */
  onChange: (conversationId: CallId) => void;
}

/**
 * Asks callers who are silent whether they are still there, and ends what they have left. Nobody’s conversation ends who was not
 * asked: after a restart they are asked anew.
 */
export class SilenceWatch {
  readonly #options: SilenceOptions;
  readonly #asked = new Map<CallId, { since: number; endsAt: number }>();
  /** When a caller who was asked said that they are still there. */
  readonly #seen = new Map<CallId, number>();
  readonly #timer: NodeJS.Timeout;

  constructor(options: SilenceOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.look(), EVERY_MS).unref();
  }

  /** When a conversation ends, unless its caller says something; null: they have not been asked. */
  endsAt = (conversationId: CallId): number | null => this.#asked.get(conversationId)?.endsAt ?? null;

  stillHere(conversationId: CallId): void {
    if (!this.#asked.has(conversationId)) return;
    this.#seen.set(conversationId, this.#options.service.now());
    this.look();
  }

  /** Something was written: whoever was asked need not be any more. */
  heard(conversationId: CallId): void {
    if (this.#asked.has(conversationId)) this.look();
  }

  look(): void {
    const { service, lastText, onChange } = this.#options;
    const now = service.now();
    const silent = new Set<CallId>();
    for (const { command, conversationId, since, idleMs } of silences(service.state, lastText, (id) => this.#seen.get(id) ?? null)) {
      if (now < since + idleMs - askedBefore(idleMs)) continue;
      silent.add(conversationId);
      const asked = this.#asked.get(conversationId);
      if (asked?.since !== since) {
        this.#asked.set(conversationId, { since, endsAt: Math.max(since + idleMs, now + askedBefore(idleMs)) });
        onChange(conversationId);
      } else if (now >= asked.endsAt) service.submit(command).catch(() => {});
    }
    for (const conversationId of this.#asked.keys()) {
      if (silent.has(conversationId)) continue;
      this.#asked.delete(conversationId);
      onChange(conversationId);
    }
    for (const conversationId of this.#seen.keys())
      if (mainOf(service.state, conversationId)?.channel !== 'text') this.#seen.delete(conversationId);
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
