import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Directory } from '../protocol/conversation.ts';
import type { CallerAction } from '../protocol/supervise.ts';
import type { CallText, Say } from '../protocol/texts.ts';
import type { Acting } from '../routing/core/commands.ts';
import { isTalking, type Talking } from '../routing/core/conversation.ts';
import { directoryOf } from '../routing/directory.ts';
import type { RoutingService } from '../routing/service.ts';
import type { TextDesk } from '../routing/text-desk.ts';
import { assertOk, Failure } from '../sockets/failure.ts';
import type { Session } from './listening-session.ts';

/**
 * What a supervisor who has taken a caller over does with them: as an agent does, by the same commands of the core, but at no
 * workstation. Of what ends their part the listening desk is told by the events of it.
 */
export class CallerInHand {
  readonly #service: RoutingService;
  readonly #texts: () => TextDesk;
  /** Each is an event in a log that is never deleted. */
  readonly #acts = new RateLimiterMemory({ points: 60, duration: 60 });
  /** To list everybody takes time: more often than this nobody reads it. */
  readonly #directories = new RateLimiterMemory({ points: 5, duration: 1 });

  constructor(service: RoutingService, texts: () => TextDesk) {
    this.#service = service;
    this.#texts = texts;
  }

  /** @throws Failure as the core refuses it, `conflict` for who only listens, `too-many` */
  async control(session: Session, action: CallerAction): Promise<void> {
    const { acting } = this.#own(session);
    await this.#acts.consume(session.who.id).catch(() => {
      throw new Failure('too-many', 'Too many requests. Wait a minute, then try again.');
    });
    assertOk(await this.#service.submit({ kind: 'control', action, ...acting }));
  }

  async directory(session: Session): Promise<Directory> {
    await this.#directories.consume(session.who.id).catch(() => {
      throw new Failure('too-many', 'The list was asked for too often. Try again in a second.');
    });
    return directoryOf(this.#service.state, this.#own(session).call, this.#service.now(), this.#service.settings);
  }

  say(session: Session, { id, text }: Say): Promise<CallText> {
    const { centerId, ...acting } = this.#own(session).acting;
    return this.#texts().sayAsAgent(centerId, { ...acting, id, text });
  }

  textsAfter(session: Session, after: number): CallText[] {
    const { centerId, ...acting } = this.#own(session).acting;
    return this.#texts().afterForAgent(centerId, { ...acting, after });
  }

  /** Back on line: the number of the last text tells whether one was missed. */
  lastText({ who, conversationId, page, takenOver }: Session): void {
    if (!takenOver) return;
    const last = this.#texts()
      .lastFor(who.id, { asSupervisor: true })
      .find((one) => one.conversationId === conversationId);
    if (last) page.texts(conversationId, [last.text]);
  }

  /** Who has the caller reads what is written to them; who only listens does not. */
  tell(sessions: readonly Session[], text: CallText): void {
    for (const { takenOver, page, conversationId } of sessions) if (takenOver) page.texts(conversationId, [text]);
  }

  #own({ callId, who, takenOver }: Session): { call: Talking; acting: Acting & { asSupervisor: true } } {
    if (!takenOver) throw new Failure('conflict', 'You listen only: take the caller over first.');
    const call = this.#service.state.calls.get(callId);
    if (!call || !isTalking(call)) throw new Failure('not-found', 'This call is over.', 'callId');
    const { id: reservationId, token, centerId } = call.state.reservation;
    return { call, acting: { centerId, agentId: who.id, reservationId, token, asSupervisor: true } };
  }
}
