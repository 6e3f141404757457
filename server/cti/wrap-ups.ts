import type { AgentId, CallId } from '../protocol/common.ts';
import { isLeaf, pathText } from '../protocol/disposition.ts';
import { type CtiToRouting, sideOf } from '../protocol/link.ts';
import type { FinishWrapup } from '../protocol/workstation.ts';
import { Failure } from '../sockets/failure.ts';
import type { SocketLog } from '../sockets/handle.ts';
import type { CtiEffect } from './core/execute.ts';
import type { AgentSession, WrapupWork } from './core/model.ts';
import type { Desk } from './desk.ts';
import type { LateWords } from './late-words.ts';

type CompleteEffect = Extract<CtiEffect, { kind: 'complete' }>;

export interface WrapUpsOptions {
  desk: Desk;
  late: LateWords;
  now: () => number;
  log: SocketLog;
  sessionOf: (agentId: AgentId) => AgentSession | undefined;
  /** Says it to the center's own routing. */
  tellOwn: (message: Parameters<CtiToRouting['complete']>[0]) => void;
}

/** How calls come to their end after the talk: kept with what the agent wrote, by the agent or by time, and told once. */
export class WrapUps {
  readonly #options: WrapUpsOptions;
  /** Calls whose end is being kept for their agent. Time may end such a wrap-up as well; what the agent said of it stands. */
  readonly #finishing = new Map<CallId, { byTime: CompleteEffect | null }>();

  constructor(options: WrapUpsOptions) {
    this.#options = options;
  }

  /**
   * Keeps the call with its disposition and notes, and only then frees the agent.
   * @param work what the agent has of it; null: nothing
   * @param free called unless time has freed the agent meanwhile
   * @throws Failure
   */
  async finish(
    agentId: AgentId,
    work: WrapupWork | null,
    { callId, disposition, notes, followUp = null }: FinishWrapup,
    free: (disposition: string) => void,
  ): Promise<void> {
    const { desk, late, sessionOf } = this.#options;
    const session = sessionOf(agentId);
    if (!session || work === null) throw new Failure('conflict', 'This call is not in wrap-up');
    if (!isLeaf(work.dispositions, disposition)) throw new Failure('bad-request', 'is not one of this queue’s', 'disposition');
    if (this.#finishing.has(callId)) throw new Failure('conflict', 'This call is being finished already');
    desk.checkFollowUp(followUp);
    const finishing: { byTime: CompleteEffect | null } = { byTime: null };
    this.#finishing.set(callId, finishing);
    try {
      await desk.keepCall(session, work, { disposition, notes, followUp });
    } catch (error) {
      if (finishing.byTime) this.#complete(finishing.byTime, notes);
      throw error;
    } finally {
      this.#finishing.delete(callId);
    }
    const named = pathText(disposition);
    if (finishing.byTime) this.#complete({ ...finishing.byTime, by: 'agent', disposition: named });
    else free(named);
    await late.lastIsSafe();
    await desk.refreshFigures(agentId);
  }

  /** A wrap-up is over. */
  take(effect: CompleteEffect): void {
    const finishing = effect.by === 'time' ? this.#finishing.get(effect.work.callId) : undefined;
    if (finishing) finishing.byTime = effect;
    else this.#complete(effect);
  }

  #complete({ agentId, token, disposition, work, by }: CompleteEffect, notes = this.#options.desk.notesOf(agentId, work.callId)): void {
    const { late, log, now, tellOwn } = this.#options;
    // By the agent it has been kept already, together with the notes.
    if (by === 'time')
      this.#keepUnfinished(agentId, work, notes).catch((error: unknown) =>
        log.error({ err: error, agentId, callId: work.callId }, 'A call could not be kept'),
      );
    const message = { agentId, reservationId: work.reservationId, token, disposition };
    if (sideOf(token) === 'own') tellOwn(message);
    else late.put({ event: 'complete', message, at: now() });
  }

  /** Time is up: what was typed so far is kept. */
  async #keepUnfinished(agentId: AgentId, work: WrapupWork, notes: string): Promise<void> {
    const { desk, sessionOf } = this.#options;
    const name = sessionOf(agentId)?.name ?? agentId;
    await desk.keepCall({ id: agentId, name }, work, { disposition: null, notes, followUp: null });
    await desk.refreshFigures(agentId);
  }
}
