import type { StaffMessages } from '../data/staff-messages.ts';
import type { AgentId } from '../protocol/common.ts';
import type { StaffMessage } from '../protocol/staff-messages.ts';
import { Failure } from '../sockets/failure.ts';

/** An agent who has been away for weeks need not have their workstation filled. */
const MOST_SHOWN = 20;
/** More than anybody reads; whoever writes is told. */
const MOST_UNREAD = 50;

/** Supervisors' messages that the agents of a center have not dismissed yet. */
export class UnreadMessages {
  readonly #store: StaffMessages;
  readonly #unread: Map<AgentId, StaffMessage[]>;

  private constructor(store: StaffMessages, unread: Map<AgentId, StaffMessage[]>) {
    this.#store = store;
    this.#unread = unread;
  }

  static async open(store: StaffMessages): Promise<UnreadMessages> {
    return new UnreadMessages(store, await store.unread());
  }

  of(agentId: AgentId): StaffMessage[] {
    return (this.#unread.get(agentId) ?? []).slice(0, MOST_SHOWN);
  }

  /** @throws Failure `too-many` when one of them has as many unread as can be kept; then nobody gets it */
  async add(agentIds: readonly AgentId[], message: { fromName: string; text: string; at: number }): Promise<void> {
    if (agentIds.some((agentId) => (this.#unread.get(agentId)?.length ?? 0) >= MOST_UNREAD))
      throw new Failure('too-many', 'Too many messages are unread there already. Speak to them.');
    for (const [agentId, kept] of await this.#store.add(agentIds, message))
      this.#unread.set(agentId, [...(this.#unread.get(agentId) ?? []), kept]);
  }

  /** Only the agent's own. One that is read, or nobody's, is none any more either way. */
  async dismiss(agentId: AgentId, messageId: string, at: number): Promise<void> {
    await this.#store.markRead(agentId, messageId, at);
    const left = (this.#unread.get(agentId) ?? []).filter(({ id }) => id !== messageId);
    if (left.length === 0) this.#unread.delete(agentId);
    else this.#unread.set(agentId, left);
  }
}
