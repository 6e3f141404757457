import type { Socket } from 'socket.io-client';
import type { ToldAnnouncement } from '../../../server/protocol/announcements.ts';
import type { LineLeftFor, WireError } from '../../../server/protocol/common.ts';
import type { Challenge } from '../../../server/protocol/proof.ts';
import type { WidgetTrace } from '../../../server/protocol/trace.ts';
import type { CallKey, LeaveLine, RoutingToWidget, StartCall, WidgetCall, WidgetToRouting } from '../../../server/protocol/widget.ts';
import { wireErrorOf } from '../../lib/failure.ts';
import { keepConnected } from '../../lib/keep-connected.ts';
import { leadsElsewhere } from '../../lib/media/ticket-place.ts';
import { request } from '../../lib/request.ts';
import type { TextChat } from '../../lib/texts/text-chat.ts';
import type { Goal, WidgetEvent } from './widget-machine.ts';

const RETRY_MS = 2_000;
const LAST_WORD_MS = 3_000;
const MOST_PROOFS = 3;

export interface CallSessionDeps {
  goal: Goal;
  socket: Socket<RoutingToWidget, WidgetToRouting>;
  tell: (event: WidgetEvent) => void;
  /**
   * Called with the first ticket of each stretch by voice, so that the sound is joined while the caller still waits and connecting is
   * quick; and with one that leads to another media server.
   */
  openSound: (ticket: string) => void;
  /** Called when the call is over or was never begun, and when it goes on by text: gives the microphone back. */
  closeSound: () => void;
  /** `byText`: it goes on without a microphone. */
  keepKey: (key: CallKey, byText: boolean) => void;
  forgetKey: () => void;
  sendFarewell: (key: CallKey, how?: LeaveLine) => void;
  /** A token that says who this is, made just now; asked for by each attempt to begin. null: nobody is signed in. @throws WireFailure */
  identify?: () => Promise<string | null>;
  /** What the server is told of the press that began this. */
  traceOf?: () => WidgetTrace;
  /** Does the piece of work that is asked for while many call; never resolves once the signal says that it is over. */
  prove: (asked: Challenge, tell: (share: number) => void, signal: AbortSignal) => Promise<number>;
  /** The texts of this call: heard as they come, and asked for after each connection. */
  chat?: Pick<TextChat, 'online' | 'hear' | 'close'>;
}

/**
 * `text`, `voice`: from a call to a text conversation or back, while waiting. In a text conversation, `talk`: yes to the agent who would
 * like to; `propose`, `withdraw`: the caller would, and not any more; `here`: they are still there.
 */
export type Wish = 'text' | 'voice' | 'talk' | 'propose' | 'withdraw' | 'here';

export interface CallSession {
  /** `instead`: what the caller leaves the line for. */
  hangUp: (instead?: LineLeftFor) => void;
  ask: (what: Wish) => Promise<void>;
  /** What is announced where the caller waits. */
  announcements: () => Promise<ToldAnnouncement[]>;
  /** To be rung in this tab; and to be there again, with a microphone. */
  ring: (what: 'ring-me-back' | 'am-back') => Promise<void>;
  /**
   * The page is going away: no time for an answer. Nobody can tell whether it is closed or loaded anew, so the call is left as it is,
   * for the next page to come back to; the server waits for that only so long. What has not begun is given up.
   */
  farewell: () => 'over' | 'kept';
}

/** One call as the routing server knows it: begins or resumes it, and comes back to it after each lost connection. */
export function openCallSession(deps: CallSessionDeps): CallSession {
  const { goal, socket, tell } = deps;
  let key = goal.kind === 'return' ? goal.key : null;
  const attempt = newAttempt();
  let joined = false;
  let joins = 0;
  let over = false;
  let kept = false;
  let latest: WidgetCall | null = null;
  let sounds: boolean | null = null;
  let soundTicket = '';
  const proving = new AbortController();
  // Grows within one connection only: a server that was restarted begins anew.
  let lastRev = Number.NEGATIVE_INFINITY;
  let retry: ReturnType<typeof setTimeout> | undefined;

  function finish(lastWordMs = 0): void {
    if (over) return;
    over = true;
    proving.abort();
    clearTimeout(retry);
    deps.closeSound();
    deps.chat?.close();
    deps.forgetKey();
    stopKeeping();
    setTimeout(() => socket.disconnect(), lastWordMs);
  }

  function hear(call: WidgetCall): void {
    if ((latest !== null && latest.callId !== call.callId) || call.rev <= lastRev) return;
    lastRev = call.rev;
    if (call.phase.kind !== 'ended' && !over) followChannel(call);
    latest = call;
    if (joined) tell({ type: 'call', call });
    if (call.phase.kind === 'ended') finish();
  }

  function followChannel(call: WidgetCall): void {
    const wants = hasSound(call);
    // Without a ticket no media server has the call yet: there is one in a moment.
    if (wants && call.ticket === '') return;
    if (sounds === wants && (!wants || !leadsElsewhere(call.ticket, soundTicket))) return;
    if (key !== null && sounds !== null && sounds !== wants) deps.keepKey(key, !wants);
    sounds = wants;
    soundTicket = call.ticket;
    if (wants) deps.openSound(call.ticket);
    else deps.closeSound();
  }

  function isJoined(by: CallKey, call: WidgetCall): void {
    // Given up while the answer was on its way: nobody is here any more for the call that it began.
    if (over) return kept ? undefined : deps.sendFarewell(by);
    key = by;
    deps.keepKey(by, !hasSound(call));
    hear(call);
    if (!over) deps.chat?.online();
    if (joined) return;
    joined = true;
    tell({ type: 'joined', key: by, call: latest ?? call });
  }

  async function start(asked: StartCall, isLate: () => boolean, proofs = 0): Promise<{ key: CallKey; call: WidgetCall }> {
    try {
      const identity = deps.identify === undefined ? null : await deps.identify();
      if (isLate()) throw new Error('It is asked for anew by now');
      const trace = deps.traceOf?.();
      return await request(socket, 'start', { ...asked, attempt, ...(identity !== null && { identity }), ...(trace && { trace }) });
    } catch (error) {
      if (over || proofs === MOST_PROOFS || wireErrorOf(error).code !== 'proof-needed') throw error;
    }
    // More may be asked for by the time that it is done.
    const work = await request(socket, 'challenge', {});
    tell({ type: 'proving', share: 0 });
    const number = await deps.prove(work, (share) => !over && tell({ type: 'proving', share }), proving.signal);
    return start({ ...asked, proof: { challenge: work.challenge, number } }, isLate, proofs + 1);
  }

  async function join(): Promise<void> {
    joins += 1;
    const turn = joins;
    // Whoever was asked something meanwhile may have given up, or come back over another connection.
    const isLate = () => over || turn !== joins;
    try {
      if (key !== null) {
        isJoined(key, (await request(socket, 'resume', key)).call);
      } else if (goal.kind === 'start') {
        const answer = await start(goal.request, isLate);
        isJoined(answer.key, answer.call);
      }
      if (!over) tell({ type: 'online', online: true });
    } catch (error) {
      if (!isLate()) notJoined(error);
    }
  }

  function notJoined(error: unknown): void {
    const failure = wireErrorOf(error);
    if (key !== null && failure.code === 'not-found') {
      tell({ type: 'gone' });
      finish();
    } else if (key === null && failure.code !== 'unavailable') {
      tell({ type: 'refused', error: failure });
      finish();
    } else {
      // The place is not lost: the same question again, as soon as there is somebody to answer it.
      tell({ type: 'online', online: false });
      clearTimeout(retry);
      if (socket.connected) retry = setTimeout(() => void join(), RETRY_MS);
    }
  }

  const stopKeeping = keepConnected(socket);
  socket.on('connect', () => {
    lastRev = Number.NEGATIVE_INFINITY;
    if (!over) void join();
  });
  socket.on('disconnect', () => {
    clearTimeout(retry);
    if (!over) tell({ type: 'online', online: false });
  });
  socket.on('connect_error', (error: Error & { data?: WireError }) => {
    if (over) return;
    // Our page's key is good no longer: to ask again would change nothing.
    if (error.data?.field === 'key' && key === null) {
      tell({ type: 'refused', error: error.data });
      finish();
    } else tell({ type: 'online', online: false });
  });
  socket.on('call', hear);
  socket.on('elsewhere', () => {
    if (over) return;
    tell({ type: 'elsewhere' });
    finish();
  });
  socket.on('texts', ({ texts }) => deps.chat?.hear(texts));

  return {
    hangUp(instead) {
      if (over) return;
      // A word that is not answered goes another way as well; it must not be lost, or an agent would be offered an empty call.
      request(socket, 'leave', { ...(instead !== undefined && { instead }) }, { timeoutMs: LAST_WORD_MS }).catch((error: unknown) => {
        if (key !== null && wireErrorOf(error).code === 'unavailable') deps.sendFarewell(key, instead === undefined ? {} : { instead });
      });
      finish(LAST_WORD_MS);
    },
    async ask(what) {
      if (what === 'talk') await request(socket, 'move-up', {});
      else if (what === 'here') await request(socket, 'still-here', {});
      else if (what === 'propose' || what === 'withdraw') await request(socket, 'propose-talk', { wants: what === 'propose' });
      else await request(socket, 'switch-channel', { channel: what });
    },
    announcements: async () => (await request(socket, 'announcements', {})).announcements,
    async ring(what) {
      await request(socket, what, {});
    },
    farewell() {
      if (over) return 'over';
      if (key === null) {
        if (socket.connected) socket.emit('leave', {}, () => undefined);
        finish();
        return 'over';
      }
      over = true;
      kept = true;
      clearTimeout(retry);
      stopKeeping();
      deps.closeSound();
      if (socket.connected) socket.emit('page-gone');
      socket.disconnect();
      return 'kept';
    },
  };
}

/** Who writes has no microphone open; who wants to be rung has given it back. */
const hasSound = ({ channel, phase }: WidgetCall): boolean => channel !== 'text' && !(phase.kind === 'waiting' && phase.ringBack);

/** By which an answer that was lost does not become a second call. */
const newAttempt = (): string => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
