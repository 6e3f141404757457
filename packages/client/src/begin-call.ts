import { browserId } from '../../../app/features/widget/browser-id.ts';
import { openCallSession } from '../../../app/features/widget/call-session.ts';
import { type CallSound, createCallSound } from '../../../app/features/widget/call-sound.ts';
import { proveHere } from '../../../app/features/widget/proof/prove.ts';
import { type Goal, isByText } from '../../../app/features/widget/widget-machine.ts';
import { loadAudioSettings } from '../../../app/lib/media/audio-settings.ts';
import type { CallAudio } from '../../../app/lib/media/call-audio.ts';
import type { MediaSocket } from '../../../app/lib/media/leg.ts';
import { openMicrophone } from '../../../app/lib/media/microphone.ts';
import { request } from '../../../app/lib/request.ts';
import { openSocket } from '../../../app/lib/socket.ts';
import { TextChat } from '../../../app/lib/texts/text-chat.ts';
import { MEDIA_NAMESPACE } from '../../../server/protocol/media-codec.ts';
import type { CallKey, RoutingToWidget, WIDGET_NAMESPACE, WidgetCall, WidgetToRouting } from '../../../server/protocol/widget.ts';
import { callState, hungUp } from './call-state.ts';
import type { CallKeeper } from './kept-call.ts';
import { Listeners } from './listeners.ts';
import type { Place } from './place.ts';
import type { Call, CallEvents, CallState, Channel, SoundState, Text } from './types.ts';
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
export async function beginCall({ place, keeper, goal, microphone, signal }: BeginCall): Promise<OpenCall | null> {
  const tell = new Listeners<CallEvents>();
  let sound: CallSound | null = null;
  let audio: CallAudio | null = null;
  const onSound = (now: CallAudio | null) => {
    audio = now;
    now?.subscribe(() => audio === now && tell.changed('sound', soundOf(audio)));
    tell.changed('sound', soundOf(audio));
  };
  const media = (): MediaSocket => openSocket(MEDIA_NAMESPACE, { server: place.server });
  const closeSound = () => {
    sound?.close();
    sound = null;
  };
  if (!isByText(goal)) {
    const stream = microphone ?? (await anyMicrophone());
    sound = createCallSound(stream, onSound, media);
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
  let state: CallState = { kind: 'waiting', position: 1, estimatedWaitMs: null, since: Date.now(), transferredBy: null, worse: null };
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
      else if (event.type === 'proving') clearTimeout(late);
      else if (event.type === 'refused') joined.reject(errorOf(event.error));
      else if (event.type === 'gone') {
        joined.resolve(null);
        become({ kind: 'ended', reason: 'gone', talkMs: 0 });
      } else if (event.type === 'elsewhere') {
        become({ kind: 'ended', reason: 'elsewhere', talkMs: 0 });
      } else if (event.type === 'online' && event.online !== online) {
        online = event.online;
        tell.changed('online', online);
      }
    },
    openSound: (ticket) => sound?.open(ticket),
    closeSound,
    keepKey: (key, byText) => keeper.keep({ key, byText }),
    forgetKey: keeper.forget,
    sendFarewell: (key) => sendFarewell(place, key),
    prove: proveHere,
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

  return {
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
      return soundOf(audio);
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
      try {
        if (channel === 'text') return await session.ask('text');
        const next = createCallSound(options.microphone ?? (await anyMicrophone()), onSound, media);
        closeSound();
        sound = next;
        await session.ask(state.kind === 'connected' ? 'talk' : 'voice');
      } catch (error) {
        if (channel === 'voice' && latest?.channel === 'text') closeSound();
        throw clientError(error);
      }
    },
    hangUp() {
      session.hangUp();
      become(hungUp(state, Date.now()));
    },
  };
}

function soundOf(audio: CallAudio | null): { state: SoundState; blocked: boolean } {
  if (audio === null) return { state: 'none', blocked: false };
  const { kind } = audio.state;
  return { state: kind === 'closed' ? 'none' : kind, blocked: audio.playback === 'blocked' };
}

const textOf = ({ seq, at, from, name, text }: { seq: number; at: number; from: string; name: string; text: string }): Text => ({
  ...{ seq, at, name, text },
  own: from === CALLER,
});

/** A last word that the socket could not take: it is sent even when the page is already gone. */
function sendFarewell(place: Place, key: CallKey): void {
  const body = JSON.stringify(key);
  const headers = { 'content-type': 'application/json' };
  fetch(place.address('/api/widget/leave'), { method: 'POST', body, headers, keepalive: true, credentials: 'omit' }).catch(() => undefined);
}
