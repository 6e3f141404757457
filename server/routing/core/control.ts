import { exhausted } from '../../protocol/common.ts';
import { CALLER, type CallAction, MAX_PARTIES, wantedParty } from '../../protocol/conversation.ts';
import { sentence } from '../../protocol/sentences.ts';
import { type Asking, askIn } from './asking.ts';
import { endForCaller } from './callers.ts';
import type { Acting, Reply } from './commands.ts';
import { isTalking, liveIn, othersOf, partyOf, type Talking } from './conversation.ts';
import { leave, promote, withdraw } from './leaving.ts';
import type { Call } from './model.ts';
import { heldUnder, staleToken } from './offers.ts';
import { emit, OK, refuse, type Step } from './step.ts';
import { askToTalk, declineToTalk } from './switching.ts';

/**
 * What an agent does with the call in hand. Only the one who has the caller may, and only once they talk. What is refused
 * changes nothing, and the call goes on; what is done already is not done twice.
 */
export function control(step: Step, { action, ...acting }: { action: CallAction } & Acting): Reply {
  const held = heldUnder(step, acting);
  if (!held) return staleToken();
  const { call } = held;
  const sentOn = call.state.kind === 'wrapup' && call.state.reason === 'transferred';
  if (sentOn && (action.kind === 'transfer' || action.kind === 'hand-over')) return OK;
  if (!isTalking(call)) return refuse('conflict', 'You are not talking to this caller');
  if (call.role !== 'main') return refuse('forbidden', 'Another agent leads this conversation');
  if (call.channel === 'text' && !BY_TEXT.has(action.kind))
    return refuse('conflict', 'This conversation is by text: move it to a call first');
  return act(step, call, action);
}

/** What an agent can do with a text conversation. */
const BY_TEXT: ReadonlySet<CallAction['kind']> = new Set(['transfer', 'add', 'ask-to-talk', 'decline-talk', 'drop']);

function act(step: Step, call: Talking, action: CallAction): Reply {
  switch (action.kind) {
    case 'hold':
      hold(step, call);
      return OK;
    case 'resume':
      if (consultOf(step, call)) return refuse('conflict', 'Somebody is asked in privately: go back to the caller, join all, or hand over');
      resume(step, call);
      return OK;
    case 'transfer':
      return transfer(step, call, action);
    case 'consult':
      return consult(step, call, action);
    case 'add':
      return add(step, call, action);
    case 'join':
      return join(step, call);
    case 'back':
      return back(step, call);
    case 'hand-over':
      return handOver(step, call);
    case 'drop':
      return drop(step, call, action.partyId);
    case 'ask-to-talk':
      return askToTalk(step, call);
    case 'decline-talk':
      return declineToTalk(step, call);
    case 'silence':
      return silence(step, call, action.partyId, action.silenced);
    default:
      return exhausted(action);
  }
}

function hold(step: Step, call: Talking): void {
  if (call.state.lead.heldSince === null) emit(step, { kind: 'call-held', callId: call.id });
}

function resume(step: Step, call: Talking): void {
  if (call.state.lead.heldSince !== null) emit(step, { kind: 'call-resumed', callId: call.id });
}

const consultOf = ({ state }: Step, call: Call): Call | null => othersOf(state, call).find(({ role }) => role === 'consult') ?? null;
const isPending = (call: Call): boolean => !isTalking(call);

/** Blind: the caller waits for whoever comes, in their place by age. */
function transfer(step: Step, call: Talking, { target, note }: Asking): Reply {
  if (othersOf(step.state, call).length > 0)
    return refuse('conflict', 'Others are in this conversation, or asked in: leave it to them, or drop them first');
  if (call.callerAwaySince !== null) return refuse('conflict', 'The caller’s connection is lost: they can be sent on once they are back');
  if (target.kind === 'agent' && !step.state.queues.has(call.queueId)) return refuse('conflict', NO_WAY_BACK, 'target');
  const refused = askIn(step, call, 'transfer', { target, note });
  if (refused) return refused;
  sendOff(step, call);
  return OK;
}

/** The agent has done with the caller, who is another call's by now. */
function sendOff(step: Step, call: Talking): void {
  emit(step, { kind: 'call-ended', callId: call.id, agentId: call.state.reservation.agentId, reason: 'transferred' });
}

/** An offer that comes to nothing would leave the caller with nobody to wait for. */
const NO_WAY_BACK = 'The caller’s queue has been removed: wait until somebody has answered, then hand over';

function consult(step: Step, call: Talking, asking: Asking): Reply {
  const others = othersOf(step.state, call);
  const asked = others.find(({ role }) => role === 'consult');
  if (asked) return isAskedBy(asked, asking) ? OK : refuse('conflict', 'Somebody is asked in privately already', 'target');
  if (others.some(isPending)) return refuse('conflict', 'Somebody is asked in already: wait for them, or drop them first', 'target');
  return ask(step, call, 'consult', asking);
}

function add(step: Step, call: Talking, asking: Asking): Reply {
  const others = othersOf(step.state, call);
  if (others.some(({ role }) => role === 'consult')) return refuse('conflict', 'You talk to somebody privately: join all first', 'target');
  if (others.some((other) => isPending(other) && isAskedBy(other, asking))) return OK;
  return ask(step, call, 'add', asking);
}

function ask(step: Step, call: Talking, how: 'consult' | 'add', asking: Asking): Reply {
  if (2 + othersOf(step.state, call).length >= MAX_PARTIES)
    return refuse('conflict', sentence('conversation-parties', { count: MAX_PARTIES }), 'target');
  const refused = askIn(step, call, how, asking);
  if (refused) return refused;
  if (how === 'consult') hold(step, call);
  if (call.state.lead.lastAnswer !== null) emit(step, { kind: 'ask-ended', callId: call.id, answer: null });
  return OK;
}

/** Whether a call is what this would ask for. */
function isAskedBy({ directTo, onlyCenter, queueId }: Call, { target }: Asking): boolean {
  if (target.kind === 'agent') return directTo === target.agentId;
  if (target.kind === 'center') return onlyCenter === target.centerId;
  return directTo === null && onlyCenter === null && queueId === target.queueId;
}

function join(step: Step, call: Talking): Reply {
  const asked = consultOf(step, call);
  if (!asked) return othersOf(step.state, call).some(isTalking) ? OK : refuse('conflict', 'There is nobody to join');
  if (!isTalking(asked)) return refuse('conflict', 'Whoever you asked has not answered yet');
  emit(step, { kind: 'call-joined', callId: asked.id });
  resume(step, call);
  return OK;
}

function back(step: Step, call: Talking): Reply {
  const asked = consultOf(step, call);
  if (asked) {
    if (isTalking(asked)) leave(step, asked, 'consult-over');
    else withdraw(step, asked);
  }
  resume(step, call);
  return OK;
}

/** Whoever is consulted has the caller from now on; while nobody has answered, it is a blind transfer. */
function handOver(step: Step, call: Talking): Reply {
  const others = othersOf(step.state, call);
  const asked = others.find(({ role }) => role === 'consult');
  if (!asked) return refuse('conflict', 'There is nobody to hand over to');
  if (!isTalking(asked) && !step.state.queues.has(asked.queueId)) return refuse('conflict', NO_WAY_BACK);
  if (!isTalking(asked) && others.length > 1) return refuse('conflict', 'Whoever you asked has not answered yet');
  promote(step, call, asked);
  sendOff(step, call);
  return OK;
}

function drop(step: Step, call: Talking, partyId: string): Reply {
  if (partyId === CALLER) {
    endForCaller(step, call, 'agent-hung-up', 'conversation-over');
    return OK;
  }
  if (partyId === partyOf(call)) return refuse('conflict', 'This is you: hang up to leave the conversation', 'partyId');
  // Who is not there any more has been dropped, or has left.
  for (const other of othersOf(step.state, call)) {
    if (isTalking(other) && partyOf(other) === partyId) leave(step, other, 'put-out');
    else if (!isTalking(other) && (partyOf(other) === partyId || wantedParty(other.id) === partyId)) withdraw(step, other);
  }
  return OK;
}

function silence(step: Step, call: Talking, partyId: string, silenced: boolean): Reply {
  // Who is not heard yet has to be, to get in.
  const isThere = partyId === CALLER || liveIn(step.state, call.conversationId).some((one) => isTalking(one) && partyOf(one) === partyId);
  if (!isThere) return refuse('not-found', 'They are not in this conversation', 'partyId');
  if (partyId === partyOf(call)) return refuse('conflict', 'This is you: mute your microphone', 'partyId');
  if (call.state.lead.silenced.includes(partyId) !== silenced) emit(step, { kind: 'call-silenced', callId: call.id, partyId, silenced });
  return OK;
}
