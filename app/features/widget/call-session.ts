import type { Socket } from 'socket.io-client';
import type { WireError } from '../../../server/protocol/common.ts';
import type { Challenge } from '../../../server/protocol/proof.ts';
import type { CallKey, RoutingToWidget, StartCall, WidgetCall, WidgetToRouting } from '../../../server/protocol/widget.ts';
import { wireErrorOf } from '../../lib/failure.ts';
import { keepConnected } from '../../lib/keep-connected.ts';
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
  /** Called with the first ticket of each stretch by voice: the sound is joined while the caller still waits, so that connecting is quick. */
  openSound: (ticket: string) => void;
  /** Called when the call is over or was never begun, and when it goes on by text: gives the microphone back. */
  closeSound: () => void;
  keepKey: (key: CallKey, byText: boolean) => void;
  forgetKey: () => void;
  sendFarewell: (key: CallKey) => void;
  /** Does the piece of work that is asked for while many call; never resolves once the signal says that it is over. */
  prove: (asked: Challenge, tell: (share: number) => void, signal: AbortSignal) => Promise<number>;
  /** The texts of this call: heard as they come, and asked for after each connection. */
  chat?: Pick<TextChat, 'online' | 'hear' | 'close'>;
}

export interface CallSession {
  hangUp: () => void;
  /** From a call to a text conversation or back, while waiting; `talk`: from a text conversation that the agent would like to talk in. */
  ask: (what: 'text' | 'voice' | 'talk') => Promise<void>;
  /** To be rung in this tab; and to be there again, with a microphone. */
  ring: (what: 'ring-me-back' | 'am-back') => Promise<void>;
  /**
   * The page is going away: no time for an answer. Who waits or writes is left in place, since the next page may come back to it
   * within a minute; a call with somebody in it ends.
   */
  farewell: () => 'over' | 'kept';
}

/** One call as the routing server knows it: begins or resumes it, and comes back to it after each lost connection. */
export function openCallSession(deps: CallSessionDeps): CallSession {
  const { goal, socket, tell } = deps;
  let key = goal.kind === 'return' ? goal.key : null;
  let joined = false;
  let over = false;
  let latest: WidgetCall | null = null;
  let sounds: boolean | null = null;
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

  function followChannel({ channel, ticket, phase }: WidgetCall): void {
    const byText = channel === 'text';
    if (key !== null && latest !== null && latest.channel !== channel) deps.keepKey(key, byText);
    // Who wants to be rung has given the microphone back.
    const wants = !byText && !(phase.kind === 'waiting' && phase.ringBack);
    if (sounds === wants) return;
    sounds = wants;
    if (wants) deps.openSound(ticket);
    else deps.closeSound();
  }

  function isJoined(by: CallKey, call: WidgetCall): void {
    // Given up while the answer was on its way: nobody is here any more for the call that it began.
    if (over) return deps.sendFarewell(by);
    key = by;
    deps.keepKey(by, call.channel === 'text');
    hear(call);
    if (!over) deps.chat?.online();
    if (joined) return;
    joined = true;
    tell({ type: 'joined', key: by, call: latest ?? call });
  }

  async function start(asked: StartCall, proofs = 0): Promise<{ key: CallKey; call: WidgetCall }> {
    try {
      return await request(socket, 'start', asked);
    } catch (error) {
      if (over || proofs === MOST_PROOFS || wireErrorOf(error).code !== 'proof-needed') throw error;
    }
    // More may be asked for by the time that it is done.
    const work = await request(socket, 'challenge', {});
    tell({ type: 'proving', share: 0 });
    const number = await deps.prove(work, (share) => !over && tell({ type: 'proving', share }), proving.signal);
    return start({ ...asked, proof: { challenge: work.challenge, number } }, proofs + 1);
  }

  async function join(): Promise<void> {
    try {
      if (key !== null) {
        isJoined(key, (await request(socket, 'resume', key)).call);
      } else if (goal.kind === 'start') {
        const answer = await start(goal.request);
        isJoined(answer.key, answer.call);
      }
      if (!over) tell({ type: 'online', online: true });
    } catch (error) {
      if (!over) notJoined(error);
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
    hangUp() {
      if (over) return;
      // A word that is not answered goes another way as well; it must not be lost, or an agent would be offered an empty call.
      request(socket, 'leave', {}, { timeoutMs: LAST_WORD_MS }).catch((error: unknown) => {
        if (key !== null && wireErrorOf(error).code === 'unavailable') deps.sendFarewell(key);
      });
      finish(LAST_WORD_MS);
    },
    async ask(what) {
      if (what === 'talk') await request(socket, 'move-up', {});
      else await request(socket, 'switch-channel', { channel: what });
    },
    async ring(what) {
      await request(socket, what, {});
    },
    farewell() {
      if (over) return 'over';
      if (latest?.channel === 'text' || latest?.phase.kind === 'waiting' || latest?.phase.kind === 'ringing') {
        over = true;
        stopKeeping();
        deps.closeSound();
        socket.disconnect();
        return 'kept';
      }
      if (socket.connected) socket.emit('leave', {}, () => undefined);
      if (key !== null) deps.sendFarewell(key);
      finish();
      return 'over';
    },
  };
}
