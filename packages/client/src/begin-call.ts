import { browserId } from '../../../app/features/widget/browser-id.ts';
import { openCallSession } from '../../../app/features/widget/call-session.ts';
import { type CallSound, createCallSound } from '../../../app/features/widget/call-sound.ts';
import { pressed } from '../../../app/features/widget/pressed.ts';
import { proveHere } from '../../../app/features/widget/proof/prove.ts';
import { type Goal, isByText } from '../../../app/features/widget/widget-machine.ts';
import { loadAudioSettings } from '../../../app/lib/media/audio-settings.ts';
import type { CallAudio } from '../../../app/lib/media/call-audio.ts';
import type { MediaSocket } from '../../../app/lib/media/leg.ts';
import { type QualityWatch, WELL, watchQuality, worstTrouble } from '../../../app/lib/media/line-trouble.ts';
import { openMicrophone } from '../../../app/lib/media/microphone.ts';
import { request } from '../../../app/lib/request.ts';
import { openSocket } from '../../../app/lib/socket.ts';
import { TextChat } from '../../../app/lib/texts/text-chat.ts';
import { MEDIA_NAMESPACE } from '../../../server/protocol/media-codec.ts';
import type { CallKey, RoutingToWidget, WIDGET_NAMESPACE, WidgetCall, WidgetToRouting } from '../../../server/protocol/widget.ts';
import { afterCall } from './after-call.ts';
import { sameShares, shareActs, sharesOf } from './call-shares.ts';
import { callState, hungUp } from './call-state.ts';
import type { CallKeeper } from './kept-call.ts';
import { Listeners } from './listeners.ts';
import type { Place } from './place.ts';
import type { Call, CallEvents, CallState, Channel, Text } from './types.ts';
import { aborted, clientError, errorOf, unreachable } from './wire.ts';

// Its value by hand: the protocol's file brings the schema library.
const NAMESPACE: typeof WIDGET_NAMESPACE = '/widget';
/** Who can't be reached for this long at the beginning is told so; a call that has begun is never given up for that. */
const FIRST_MS = 15_000;
const CALLER = 'caller';

export type OpenCall = Call;

export interface BeginCall {
  place: Place;
  keeper: CallKeeper;
  goal: Goal;
  /** Who is signed in at the page's site; asked for by each attempt to begin. */
  identify: () => Promise<string | null>;
  onProving?: ((share: number) => void) | undefined;
  microphone?: MediaStream | undefined;
  signal: AbortSignal;
}

const anyMicrophone = () =>
  openMicrophone(loadAudioSettings()).catch((error: unknown): never => {
    throw clientError(error);
  });

/**
 * The microphone first: nobody stands in a queue who could not be heard at its end. Resolves with null when the call to come back
 * to is over. @throws TandemError
 */
export async function beginCall({ place, keeper, goal, identify, onProving, microphone, signal }: BeginCall): Promise<OpenCall | null> {
  const traceOf = pressed();
  const tell = new Listeners<CallEvents>();
  let sound: CallSound | null = null;
  let audio: CallAudio | null = null;
  let watch = WELL;
  let quality: CallAudio['quality'] = [];
  let told = JSON.stringify(soundOf(null, WELL));
  const tellSound = () => {
    const now = soundOf(audio, watch);
    if (JSON.stringify(now) === told) return;
    told = JSON.stringify(now);
    tell.changed('sound', now);
  };
  let shares = sharesOf(null);
  const tellShares = () => {
    const now = sharesOf(audio);
    if (sameShares(shares, now)) return;
    shares = now;
    tell.changed('shares', shares);
  };
  const heard = (now: CallAudio) => {
    // Each measurement is a new list.
    if (now.quality !== quality) watch = watchQuality(watch, worstTrouble(now.quality, CALLER), performance.now());
    quality = now.quality;
    tellSound();
    tellShares();
  };
  const onSound = (now: CallAudio | null) => {
    audio = now;
    watch = WELL;
    now?.subscribe(() => audio === now && heard(now));
    tellSound();
    tellShares();
  };
  const media = (url: string | null): MediaSocket => openSocket(MEDIA_NAMESPACE, { server: url ?? place.server });
  /** Of a caller who would like to talk, until the agent says yes. */
  let meant: MediaStream | null = null;
  /** Grows with each end of sound: a microphone that was asked for before is not wanted any more. */
  let turn = 0;
  const closeSound = () => {
    turn += 1;
    sound?.close();
    sound = null;
    for (const track of meant?.getTracks() ?? []) track.stop();
    meant = null;
  };
  /** Without a microphone yet, the agent has said yes to a caller who would like to talk. */
  const openSound = async (ticket: string) => {
    if (sound !== null) return sound.open(ticket);
    const mine = turn;
    const stream = meant ?? (await openMicrophone(loadAudioSettings()));
    meant = null;
    const next = createCallSound(stream, onSound, { connect: media });
    if (mine !== turn || sound !== null) return next.close();
    sound = next;
    next.open(ticket);
  };
  if (!isByText(goal)) {
    const stream = microphone ?? (await anyMicrophone());
    sound = createCallSound(stream, onSound, { connect: media });
    if (signal.aborted) {
      closeSound();
      throw aborted();
    }
  }

  const socket = openSocket<RoutingToWidget, WidgetToRouting>(NAMESPACE, { auth: { key: place.key }, server: place.server });
  const chat = new TextChat({
    you: CALLER,
    wire: { say: (message) => request(socket, 'say', message), textsAfter: (after) => request(socket, 'texts-after', { after }) },
  });
  const joined = Promise.withResolvers<WidgetCall | null>();
  const late = setTimeout(() => joined.reject(unreachable()), FIRST_MS);
  let latest: WidgetCall | null = null;
  let key: CallKey | null = goal.kind === 'return' ? goal.key : null;
  let state: CallState = {
    kind: 'waiting',
    position: 1,
    estimatedWaitMs: null,
    since: Date.now(),
    transferredBy: null,
    worse: null,
    ringBack: null,
  };
  let online = true;
  const become = (next: CallState) => {
    if (state.kind === 'ended') return;
    state = next;
    tell.changed('state', state);
  };
  const take = (call: WidgetCall) => {
    latest = call;
    become(callState(call.phase, call.now - Date.now()));
  };

  const session = openCallSession({
    goal: goal.kind === 'start' ? { ...goal, request: { ...goal.request, browser: browserId() } } : goal,
    ...{ socket, chat },
    tell(event) {
      if (event.type === 'joined') {
        take(event.call);
        joined.resolve(event.call);
      } else if (event.type === 'call') take(event.call);
      // It takes as long as it takes, and the server is there.
      else if (event.type === 'proving') {
        clearTimeout(late);
        onProving?.(event.share);
      } else if (event.type === 'refused') joined.reject(errorOf(event.error));
      else if (event.type === 'gone') {
        joined.resolve(null);
        become({ kind: 'ended', reason: 'gone', talkMs: 0, offer: null });
      } else if (event.type === 'elsewhere') {
        become({ kind: 'ended', reason: 'elsewhere', talkMs: 0, offer: null });
      } else if (event.type === 'online' && event.online !== online) {
        online = event.online;
        tell.changed('online', online);
      }
    },
    // Unheard for a while it is a text conversation again.
    openSound: (ticket) => void openSound(ticket).catch(() => undefined),
    closeSound,
    keepKey(kept, byText) {
      key = kept;
      keeper.keep({ key: kept, byText });
    },
    forgetKey: keeper.forget,
    sendFarewell: (left) => sendFarewell(place, left),
    identify,
    prove: proveHere,
    traceOf,
  });

  const giveUp = () => joined.reject(aborted());
  signal.addEventListener('abort', giveUp);
  try {
    if ((await joined.promise) === null) return null;
  } catch (error) {
    session.hangUp();
    throw clientError(error);
  } finally {
    clearTimeout(late);
    signal.removeEventListener('abort', giveUp);
  }

  let texts: readonly Text[] = [];
  chat.subscribe(() => {
    const now = chat.get().texts.map(textOf);
    if (now.length === texts.length) return;
    texts = now;
    tell.changed('texts', texts);
  });

  /** First thing, while the press still counts as the caller's own. */
  const withMicrophone = async (ask: () => Promise<void>, given?: MediaStream) => {
    const next = createCallSound(given ?? (await anyMicrophone()), onSound, { connect: media });
    closeSound();
    sound = next;
    try {
      await ask();
    } catch (error) {
      closeSound();
      throw clientError(error);
    }
  };
  /** Asked for now, while the caller is at it; one that was opened here is opened again once the agent says yes. */
  const propose = async (given?: MediaStream) => {
    const stream = given ?? (await anyMicrophone());
    if (given === undefined) for (const track of stream.getTracks()) track.stop();
    else meant = given;
    await session.ask('propose').catch((error: unknown) => {
      throw clientError(error);
    });
  };
  const leave = () => {
    session.hangUp();
    become(hungUp(state, Date.now()));
  };

  return {
    ...shareActs(() => audio),
    ...afterCall({ place, key: () => key, leave, media, texts: () => chat.get().texts }),
    get shares() {
      return shares;
    },
    get id() {
      return latest?.callId ?? '';
    },
    get topicName() {
      return latest?.queueName ?? '';
    },
    get channel(): Channel {
      return latest?.channel ?? (sound === null ? 'text' : 'voice');
    },
    get state() {
      return state;
    },
    get texts() {
      return texts;
    },
    get online() {
      return online;
    },
    get muted() {
      return audio?.muted ?? false;
    },
    get sound() {
      return soundOf(audio, watch);
    },
    on: (name, listener) => tell.on(name, listener),
    mute: (muted) => audio?.setMuted(muted),
    levels() {
      const { own, other } = audio?.levels() ?? { own: 0, other: 0 };
      return { own, other };
    },
    playSound: () => audio?.resumePlayback(),
    async say(text) {
      try {
        chat.hear([(await request(socket, 'say', { id: crypto.randomUUID(), text })).text]);
      } catch (error) {
        throw clientError(error);
      }
    },
    async switchTo(channel, options = {}) {
      const writes = state.kind === 'connected' && latest?.channel === 'text' ? state : null;
      const fail = (error: unknown): never => {
        throw clientError(error);
      };
      if (channel === 'text' && writes?.talkProposed) return session.ask('withdraw').catch(fail);
      if (latest?.channel === channel) return;
      if (channel === 'voice' && writes !== null && !writes.talkAsked) return propose(options.microphone);
      if (channel === 'voice') return withMicrophone(() => session.ask(state.kind === 'connected' ? 'talk' : 'voice'), options.microphone);
      await session.ask('text').catch(fail);
    },
    async stillHere() {
      await session.ask('here').catch((error: unknown) => {
        throw clientError(error);
      });
    },
    async ringMeBack() {
      await session.ring('ring-me-back').catch((error: unknown) => {
        throw clientError(error);
      });
    },
    comeBack: ({ microphone: given } = {}) => withMicrophone(() => session.ring('am-back'), given),
    hangUp: leave,
  };
}

function soundOf(audio: CallAudio | null, { hint }: QualityWatch): Call['sound'] {
  if (audio === null) return { state: 'none', blocked: false, weak: null };
  const { kind } = audio.state;
  return {
    state: kind === 'closed' ? 'none' : kind,
    blocked: audio.playback === 'blocked',
    weak: hint === null ? null : hint.side === 'yours' ? 'own' : 'other',
  };
}

const textOf = ({ seq, at, from, name, text }: { seq: number; at: number; from: string; name: string; text: string }): Text => ({
  ...{ seq, at, name, text },
  own: from === CALLER,
});

/** A last word that the socket could not take: it is sent even when the page is already gone. */
export function sendFarewell(place: Place, key: CallKey): void {
  const body = JSON.stringify(key);
  const headers = { 'content-type': 'application/json' };
  fetch(place.address('/api/widget/leave'), { method: 'POST', body, headers, keepalive: true, credentials: 'omit' }).catch(() => undefined);
}
