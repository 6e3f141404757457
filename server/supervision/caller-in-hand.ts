import { RateLimiterMemory } from 'rate-limiter-flexible';
import { agentParty, type Directory } from '../protocol/conversation.ts';
import { listenerParty } from '../protocol/media.ts';
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

  /** @throws Failure `conflict` for who only reads, and as `TextBook.say` does */
  say(session: Session, { id, text }: Say): Promise<CallText> {
    if (!session.takenOver && this.#isByText(session)) return this.#sayAsListener(session, { id, text });
    const { centerId, ...acting } = this.#own(session).acting;
    return this.#texts().sayAsAgent(centerId, { ...acting, id, text });
  }

  #sayAsListener({ id, how, token, who, conversationId }: Session, message: Say): Promise<CallText> {
    if (how === 'monitor') throw new Failure('conflict', 'You only read: whisper, or join in, to write.');
    const to = how === 'whisper' ? { to: agentParty(token) } : {};
    return this.#texts().sayAsListener(conversationId, { from: listenerParty(id), name: who.name, ...to }, message);
  }

  textsAfter(session: Session, after: number): CallText[] {
    if (!this.#isByText(session)) this.#own(session);
    return this.#texts().afterForSupervisor(session.conversationId, after);
  }

  /** Back on line: the number of the last text tells whether one was missed. */
  lastText(session: Session): void {
    if (!this.#reads(session)) return;
    const last = this.#texts().afterForSupervisor(session.conversationId, 0).at(-1);
    if (last) session.page.texts(session.conversationId, [last]);
  }

  /** Who has the caller reads what is written, and who listens to a text conversation; who listens to a call does not. */
  tell(sessions: readonly Session[], text: CallText): void {
    for (const session of sessions) if (this.#reads(session)) session.page.texts(session.conversationId, [text]);
  }

  #reads = (session: Session): boolean => session.takenOver || this.#isByText(session);

  #isByText = ({ callId }: Session): boolean => this.#service.state.calls.get(callId)?.channel === 'text';

  #own({ callId, who, takenOver }: Session): { call: Talking; acting: Acting & { asSupervisor: true } } {
    if (!takenOver) throw new Failure('conflict', 'You listen only: take the caller over first.');
    const call = this.#service.state.calls.get(callId);
    if (!call || !isTalking(call)) throw new Failure('not-found', 'This call is over.', 'callId');
    const { id: reservationId, token, centerId } = call.state.reservation;
    return { call, acting: { centerId, agentId: who.id, reservationId, token, asSupervisor: true } };
  }
}
