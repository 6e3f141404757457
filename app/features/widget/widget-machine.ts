import type { EndReason, WireError } from '../../../server/protocol/common.ts';
import type { WayOn } from '../../../server/protocol/queue.ts';
import type { CallKey, StartCall, WidgetCall } from '../../../server/protocol/widget.ts';
import type { MicrophoneProblem } from '../../lib/media/microphone.ts';

/** What the caller asked for, before there is a call: a new one, or back to the one this browser had. */
export type Goal =
  // identifies: the page around can say who this is, and is asked just before
  { kind: 'start'; request: StartCall; identifies?: boolean } | ({ kind: 'return'; key: CallKey } & Return);

interface Return {
  byText?: boolean;
  muted?: boolean;
  /** The page comes back without a press: where the browser wants one, the button stands there. */
  byItself?: boolean;
}

/** Who writes needs no microphone, and who only leaves word needs none now. */
export const isByText = (goal: Goal): boolean =>
  goal.kind === 'start' ? goal.request.channel === 'text' || goal.request.instead !== undefined : goal.byText === true;

/** `gone`: the server knows nothing of the call any more. `wayOn`: what it offers to a caller whom it could not connect. */
/** What a caller may have instead of waiting. */
export type Instead = 'message' | 'callback';

export type Ending = {
  reason: EndReason | 'gone' | 'elsewhere' | 'came-late';
  agentName: string | null;
  talkMs: number;
  wayOn: WayOn | null;
  /** It was a text conversation. */
  byText?: true;
  /** The caller has left the line for it. */
  wants?: Instead;
};

export type WidgetState =
  | { kind: 'form'; failure: WireError | null }
  | { kind: 'offer-return'; key: CallKey; muted?: boolean }
  | { kind: 'asking-microphone'; goal: Goal }
  | { kind: 'no-microphone'; goal: Goal; problem: MicrophoneProblem }
  // proving: how likely the work that is asked for while many call is to be done by now, 0..1
  | { kind: 'joining'; goal: Goal; online: boolean; proving?: number }
  | { kind: 'call'; key: CallKey; call: WidgetCall; online: boolean }
  | { kind: 'ended'; key: CallKey; ending: Ending };

export type WidgetEvent =
  | { type: 'key-found'; key: CallKey; byItself?: Extract<Goal, { kind: 'return' }> }
  | { type: 'submitted'; request: StartCall; identifies?: boolean }
  | { type: 'return-chosen' }
  | { type: 'microphone-opened' }
  | { type: 'microphone-failed'; problem: MicrophoneProblem }
  | { type: 'press-needed'; key: CallKey; muted: boolean } // the browser opens no microphone by itself
  | { type: 'microphone-retried' }
  | { type: 'given-up' } // back to the form, before there is a call
  | { type: 'refused'; error: WireError } // the server would not begin the call
  | { type: 'joined'; key: CallKey; call: WidgetCall }
  | { type: 'call'; call: WidgetCall }
  | { type: 'gone' }
  | { type: 'elsewhere' } // the call goes on in another window
  | { type: 'online'; online: boolean }
  | { type: 'proving'; share: number }
  | { type: 'hung-up'; at: number } // on the routing server's clock
  | { type: 'left-line'; wants: Instead } // instead of waiting
  | { type: 'call-again' };

export const INITIAL: WidgetState = { kind: 'form', failure: null };
const FORM: WidgetState = INITIAL;

/** The whole policy of the widget. An event that does not fit the state changes nothing: it came too late. */
export function widgetMachine(state: WidgetState, event: WidgetEvent): WidgetState {
  switch (event.type) {
    case 'key-found':
      if (state.kind !== 'form') return state;
      if (event.byItself) return { kind: 'joining', goal: event.byItself, online: true };
      return { kind: 'offer-return', key: event.key };

    case 'submitted':
      // Also who found that there is no microphone, and has another way.
      return state.kind === 'form' || state.kind === 'no-microphone' ? submitted(startOf(event)) : state;

    case 'return-chosen':
      return state.kind === 'offer-return' ? { kind: 'asking-microphone', goal: returnOf(state) } : state;

    case 'microphone-opened':
      return state.kind === 'asking-microphone' ? { kind: 'joining', goal: state.goal, online: true } : state;

    case 'microphone-failed':
      return state.kind === 'asking-microphone' ? { kind: 'no-microphone', goal: state.goal, problem: event.problem } : state;

    case 'press-needed':
      return state.kind === 'joining' || state.kind === 'call' ? offerReturn(event) : state;

    case 'microphone-retried':
      return state.kind === 'no-microphone' ? { kind: 'asking-microphone', goal: state.goal } : state;

    case 'given-up':
      if (!isBeforeCall(state)) return state;
      // The call goes on without them: it is theirs to go back to, or to end.
      return state.kind !== 'joining' && 'goal' in state && state.goal.kind === 'return' ? offerReturn(state.goal) : FORM;

    case 'refused':
      return state.kind === 'asking-microphone' || state.kind === 'joining' ? { kind: 'form', failure: event.error } : state;

    case 'joined':
      if (state.kind !== 'joining') return state;
      return isTooLate(state.goal, event.call)
        ? ended(event.key, { ...event.call.phase, reason: 'came-late' }, NOTHING_BEFORE)
        : showCall(event.key, event.call, true);

    case 'call':
      return onCall(state, event.call);

    case 'gone':
      if (state.kind === 'joining' && state.goal.kind === 'return') return gone(state.goal.key, null);
      return state.kind === 'call' ? gone(state.key, agentNameOf(state.call)) : state;

    case 'proving':
      return state.kind === 'joining' ? { ...state, proving: event.share } : state;

    case 'elsewhere':
      return state.kind === 'call'
        ? ended(state.key, { reason: 'elsewhere', talkMs: 0, wayOn: null }, { agentName: agentNameOf(state.call) })
        : state;

    case 'online':
      return state.kind === 'joining' || state.kind === 'call' ? { ...state, online: event.online } : state;

    case 'hung-up':
      return state.kind === 'call' ? hungUp(state.key, state.call, event.at) : state;

    case 'left-line':
      return state.kind === 'call' && mayLeaveLine(state.call) ? leftLine(state.key, event.wants) : state;

    case 'call-again':
      return state.kind === 'ended' ? FORM : state;
  }
}

const offerReturn = ({ key, muted = false }: { key: CallKey; muted?: boolean }): WidgetState => ({
  kind: 'offer-return',
  key,
  ...(muted && { muted }),
});

/** By a press. */
export const returnOf = ({ key, muted = false }: Extract<WidgetState, { kind: 'offer-return' }>): Extract<Goal, { kind: 'return' }> => ({
  kind: 'return',
  key,
  ...(muted && { muted }),
});

const startOf = ({ request, identifies }: Extract<WidgetEvent, { type: 'submitted' }>): Goal => ({
  ...{ kind: 'start', request },
  ...(identifies && { identifies }),
});

const submitted = (goal: Goal): WidgetState =>
  isByText(goal) ? { kind: 'joining', goal, online: true } : { kind: 'asking-microphone', goal };

/** Messages come in order: call-session.ts drops what was overtaken. */
function onCall(state: WidgetState, call: WidgetCall): WidgetState {
  if (state.kind === 'call' && state.call.callId === call.callId)
    return showCall(state.key, call, state.online, {
      agentName: agentNameOf(call) ?? agentNameOf(state.call),
      byText: state.call.channel === 'text',
    });
  // Hung up here already: the server's word tells how long it really was.
  if (state.kind === 'ended' && state.key.callId === call.callId && call.phase.kind === 'ended')
    return ended(state.key, call.phase, state.ending);
  return state;
}

interface Before {
  agentName: string | null;
  byText?: boolean;
  wants?: Instead;
}
const NOTHING_BEFORE: Before = { agentName: null };

function showCall(key: CallKey, call: WidgetCall, online: boolean, before = NOTHING_BEFORE): WidgetState {
  return call.phase.kind === 'ended' ? ended(key, call.phase, before) : { kind: 'call', key, call, online };
}

const ended = (key: CallKey, phase: Omit<Ending, 'agentName'>, { agentName, byText = false, wants }: Before): WidgetState => ({
  kind: 'ended',
  key,
  ending: {
    ...{ reason: phase.reason, talkMs: phase.talkMs, wayOn: phase.wayOn, agentName },
    ...(byText && { byText: true as const }),
    ...(wants !== undefined && { wants }),
    ...wish(phase),
  },
});

/** Who came to leave a message writes it at once. */
const wish = ({ reason, wayOn }: Omit<Ending, 'agentName'>): Pick<Ending, 'wants'> =>
  reason === 'left-word' && wayOn?.kind === 'leave-message' ? { wants: 'message' } : {};

function hungUp(key: CallKey, call: WidgetCall, at: number): WidgetState {
  const talkMs = call.phase.kind === 'connected' ? Math.max(0, at - call.phase.since) : 0;
  return ended(key, { reason: 'caller-hung-up', talkMs, wayOn: null }, { agentName: agentNameOf(call), byText: call.channel === 'text' });
}

/** Nobody has answered yet. */
export const mayLeaveLine = ({ phase }: WidgetCall): boolean => phase.kind === 'waiting' && phase.transferredBy === null;

function leftLine(key: CallKey, wants: Instead): WidgetState {
  return { kind: 'ended', key, ending: { reason: 'caller-hung-up', talkMs: 0, wayOn: null, agentName: null, wants } };
}

/** Who comes back did not hang up: their page was away until the call was ended for it. */
const isTooLate = (goal: Goal, call: WidgetCall): call is WidgetCall & { phase: { kind: 'ended' } } =>
  goal.kind === 'return' && call.phase.kind === 'ended' && call.phase.reason === 'caller-hung-up';

const gone = (key: CallKey, agentName: string | null): WidgetState => ended(key, { reason: 'gone', talkMs: 0, wayOn: null }, { agentName });

const agentNameOf = (call: WidgetCall): string | null => ('agentName' in call.phase ? call.phase.agentName : null);

const isBeforeCall = (state: WidgetState) =>
  state.kind === 'offer-return' || state.kind === 'asking-microphone' || state.kind === 'no-microphone' || state.kind === 'joining';

/** Whether closing the card must keep the frame going: the button then says what goes on. */
export const isCallActive = (state: WidgetState): state is Extract<WidgetState, { kind: 'joining' | 'call' }> =>
  state.kind === 'joining' || state.kind === 'call';

/** Whether the caller writes, or is about to. */
export const isTextCall = (state: WidgetState): boolean =>
  state.kind === 'call' ? state.call.channel === 'text' : state.kind === 'joining' && isByText(state.goal);
