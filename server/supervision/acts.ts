import type { Catalog } from '../data/catalog.ts';
import type { People } from '../data/people.ts';
import type { AuditAction, AuditEntry, AuditSubject } from '../protocol/audit.ts';
import type { CenterId } from '../protocol/common.ts';
import type { Queue } from '../protocol/queue.ts';
import type { AgentQueues, AgentSettings, AgentSkills, AssignedStatus, Supervise, SupervisedQueue } from '../protocol/supervision.ts';
import type { Reply, RoutingCommand } from '../routing/core/commands.ts';
import type { RoutingFacts } from '../routing/core/model.ts';
import { assertOk, Failure } from '../sockets/failure.ts';
import { type Audited, nothing } from './audited.ts';
import { assertSupervises, mayClose, mayMove, type Supervisor } from './grants.ts';

export interface ActsOptions {
  people: Pick<People, 'agent' | 'setSkills' | 'setExcludedQueues'>;
  catalog: Pick<Catalog, 'queues' | 'skills' | 'centers' | 'setQueueClosed'>;
  routing: { state: Readonly<Pick<RoutingFacts, 'calls'>>; submit(command: RoutingCommand): Promise<Reply> };
  /** Has a center do it. @throws Failure as the center refuses it, or `unavailable` */
  supervise: (centerId: CenterId, message: Supervise) => Promise<void>;
  onPersonChanged: (id: string) => Promise<void>;
  onRoutingChanged: () => Promise<void>;
  audited: Audited;
}

type Agent = Awaited<ReturnType<People['agent']>>;

/**
 * What supervisors do to others' work. Each asks whoever owns it: an agent's status and messages are their center's, skills and
 * queues are where administrators keep them, waiting calls are the routing server's. All of them throw a Failure when refused,
 * `forbidden` where the supervisor has no right to it.
 */
export class Acts {
  readonly #options: ActsOptions;

  constructor(options: ActsOptions) {
    this.#options = options;
  }

  async settings(who: Supervisor, agentId: string): Promise<AgentSettings> {
    const { people, catalog } = this.#options;
    const agent = await people.agent(agentId);
    assertSupervises(who, agent.centerId);
    const [skills, queues] = await Promise.all([catalog.skills(), catalog.queues()]);
    const named = ({ id, name }: { id: string; name: string }) => ({ id, name });
    const { id, name, excludedQueues } = agent;
    // A queue that has been deleted since is nobody's to take.
    const excluded = excludedQueues.filter((queueId) => queues.some((queue) => queue.id === queueId));
    return { id, name, skills: agent.skills, excluded, allSkills: skills.map(named), allQueues: queues.map(named) };
  }

  async setStatus(who: Supervisor, agentId: string, status: AssignedStatus): Promise<void> {
    const what = { action: 'agent-status-set', details: { status } } as const;
    const agent = await this.#agent(who, agentId, what);
    await this.#options.audited.act(who, { ...what, ...ofAgent(agent) }, async () => {
      assertSupervises(who, agent.centerId);
      await this.#options.supervise(agent.centerId, { kind: 'set-status', agentId, status, byName: who.name });
    });
  }

  async setSkills(who: Supervisor, agentId: string, { skills }: AgentSkills): Promise<void> {
    const { people, catalog, audited, onPersonChanged } = this.#options;
    const known = await catalog.skills();
    const said = (some: AgentSkills['skills']) =>
      some.map(({ skillId, level }) => `${known.find(({ id }) => id === skillId)?.name ?? skillId} ${level}`).join(', ');
    const after = said(skills);
    const agent = await this.#agent(who, agentId, { action: 'agent-skills-set', details: { after } });
    const details = { before: said(agent.skills), after };
    await audited.act(who, { action: 'agent-skills-set', ...ofAgent(agent), details }, async () => {
      assertSupervises(who, agent.centerId);
      await people.setSkills(agentId, skills);
      await onPersonChanged(agentId);
    });
  }

  async setQueues(who: Supervisor, agentId: string, { excluded }: AgentQueues): Promise<void> {
    const { people, catalog, audited, onPersonChanged } = this.#options;
    const queues = await catalog.queues();
    const names = (ids: readonly string[]) => ids.map((id) => queues.find((queue) => queue.id === id)?.name ?? id).join(', ');
    const agent = await this.#agent(who, agentId, { action: 'agent-queues-set', details: { excluded: names(excluded) } });
    const details = { excludedBefore: names(agent.excludedQueues), excluded: names(excluded) };
    await audited.act(who, { action: 'agent-queues-set', ...ofAgent(agent), details }, async () => {
      assertSupervises(who, agent.centerId);
      await people.setExcludedQueues(agentId, excluded);
      await onPersonChanged(agentId);
    });
  }

  async messageAgent(who: Supervisor, agentId: string, text: string): Promise<void> {
    const what = { action: 'message-sent', details: { text } } as const;
    const agent = await this.#agent(who, agentId, what);
    await this.#options.audited.act(who, { ...what, ...ofAgent(agent) }, async () => {
      assertSupervises(who, agent.centerId);
      await this.#options.supervise(agent.centerId, { kind: 'message', agentId, byName: who.name, text });
    });
  }

  async messageCenter(who: Supervisor, centerId: string, text: string): Promise<void> {
    const { audited, catalog } = this.#options;
    const what = { action: 'message-sent', details: { text } } as const;
    const center = await audited.attempt(who, { ...what, ...nothing(who, 'center', centerId) }, async () => {
      const found = (await catalog.centers()).find(({ id }) => id === centerId);
      if (!found) throw new Failure('not-found', 'There is no such center');
      return found;
    });
    const subject = { kind: 'center', id: center.id, name: center.name } as const;
    await audited.act(who, { ...what, centerId, subject }, async () => {
      assertSupervises(who, centerId);
      await this.#options.supervise(centerId, { kind: 'message', agentId: null, byName: who.name, text });
    });
  }

  /** Queues, with what whoever asks may do with them. */
  async queues(who: Supervisor): Promise<SupervisedQueue[]> {
    const { catalog } = this.#options;
    const [queues, centers] = await Promise.all([catalog.queues(), catalog.centers()]);
    const all = centers.map(({ id }) => id);
    return queues.map((queue) => ({
      id: queue.id,
      name: queue.name,
      closed: queue.closed,
      mayClose: mayClose(who, queue, all),
      mayMove: mayMove(who, queue),
    }));
  }

  async closeQueue(who: Supervisor, queueId: string, closed: boolean): Promise<void> {
    const { catalog, audited, onRoutingChanged } = this.#options;
    const action = closed ? 'queue-closed' : 'queue-opened';
    const queue = await audited.attempt(who, { action, ...nothing(who, 'queue', queueId) }, () => this.#queue(queueId));
    const all = (await catalog.centers()).map(({ id }) => id);
    const subject = { kind: 'queue', id: queue.id, name: queue.name } as const;
    await audited.act(who, { action, centerId: ownCenterOf(queue), subject }, async () => {
      if (!mayClose(who, queue, all)) throw new Failure('forbidden', 'You do not supervise all centers of this queue.');
      await catalog.setQueueClosed(queueId, closed);
      await onRoutingChanged();
    });
  }

  async moveCall(who: Supervisor, callId: string, queueId: string): Promise<void> {
    const { routing, audited } = this.#options;
    const asked = { action: 'call-moved', ...this.#call(who, callId), details: { to: queueId } } as const;
    const [{ subject, from }, to] = await audited.attempt(who, asked, async () => [
      await this.#waiting(callId),
      await this.#queue(queueId, 'queueId'),
    ]);
    const act = { action: 'call-moved', centerId: ownCenterOf(from), subject, details: { from: from.name, to: to.name } } as const;
    await audited.act(who, act, async () => {
      if (!mayMove(who, from) || !mayMove(who, to)) throw notYours();
      assertOk(await routing.submit({ kind: 'move-call', callId, queueId, byName: who.name }));
    });
  }

  async prioritizeCall(who: Supervisor, callId: string): Promise<void> {
    const { routing, audited } = this.#options;
    const asked = { action: 'call-prioritized', ...this.#call(who, callId) } as const;
    const { subject, from } = await audited.attempt(who, asked, () => this.#waiting(callId));
    const act = { action: 'call-prioritized', centerId: ownCenterOf(from), subject, details: { queue: from.name } } as const;
    await audited.act(who, act, async () => {
      if (!mayMove(who, from)) throw notYours();
      assertOk(await routing.submit({ kind: 'prioritize-call', callId, byName: who.name }));
    });
  }

  #agent(who: Supervisor, agentId: string, what: { action: AuditAction; details: AuditEntry['details'] }): Promise<Agent> {
    const { audited, people } = this.#options;
    return audited.attempt(who, { ...what, ...nothing(who, 'agent', agentId) }, () => people.agent(agentId));
  }

  /** A call as it is written down before anything is known of it but that it is asked for. */
  #call(who: Supervisor, callId: string): { centerId: CenterId | null; subject: AuditSubject } {
    const call = this.#options.routing.state.calls.get(callId);
    const unknown = nothing(who, 'call', callId);
    return call ? { ...unknown, subject: { ...unknown.subject, name: call.caller.name } } : unknown;
  }

  async #queue(id: string, field?: string): Promise<Queue> {
    const queue = (await this.#options.catalog.queues()).find((one) => one.id === id);
    if (!queue) throw new Failure('not-found', 'There is no such queue', field);
    return queue;
  }

  async #waiting(callId: string): Promise<{ subject: AuditSubject; from: Queue }> {
    const call = this.#options.routing.state.calls.get(callId);
    if (!call) throw new Failure('not-found', 'This call is over');
    return { subject: { kind: 'call', id: call.id, name: call.caller.name }, from: await this.#queue(call.queueId) };
  }
}

const notYours = () => new Failure('forbidden', 'You supervise none of the centers that this queue’s calls may go to.');

const ofAgent = ({ id, name, centerId }: Agent) => ({ centerId, subject: { kind: 'agent' as const, id, name } });

/** The one center whose queue it is; null: of several, or all. */
const ownCenterOf = ({ centers }: Queue): CenterId | null => (centers?.length === 1 ? (centers[0] ?? null) : null);
