/** Loaded when a call is about to be placed, not before: sockets, microphone and sound. */
import type { RoutingToWidget, WIDGET_NAMESPACE, WidgetToRouting } from '../../../server/protocol/widget.ts';
import type { ServerClock } from '../../lib/clock.ts';
import { loadAudioSettings } from '../../lib/media/audio-settings.ts';
import { type CallAudio, preloadCallAudio } from '../../lib/media/call-audio.ts';
import { MicrophoneError, openMicrophone } from '../../lib/media/microphone.ts';
import { request } from '../../lib/request.ts';
import { openSocket } from '../../lib/socket.ts';
import { TextChat } from '../../lib/texts/text-chat.ts';
import { keepReadUpTo, readUpTo } from '../texts/read-up-to.ts';
import { browserId } from './browser-id.ts';
import { forgetCall, keepCall } from './call-key.ts';
import { type CallSession, openCallSession, type Wish } from './call-session.ts';
import { type CallSound, createCallSound } from './call-sound.ts';
import { sendFarewell } from './farewell.ts';
import { widgetKey } from './frame-settings.ts';
import { askHostIdentity } from './host-identity.ts';
import { handToHost } from './host-page.ts';
import { pressed } from './pressed.ts';
import { prove } from './proof/prove.ts';
import { type Goal, isByText, type WidgetEvent } from './widget-machine.ts';

// Its value by hand, its type from the protocol: the protocol's file brings the schema library.
const NAMESPACE: typeof WIDGET_NAMESPACE = '/widget';

export { preloadCallAudio };

interface BeginCall {
  goal: Goal;
  clock: ServerClock;
  tell: (event: WidgetEvent) => void;
  onSound: (sound: CallAudio | null) => void;
  onChat: (chat: TextChat) => void;
  /** The caller has given up meanwhile. */
  signal: AbortSignal;
}

export interface BegunCall extends CallSession {
  retrySound: () => Promise<void>;
  /** Between text and voice. @throws MicrophoneError, or as the server refuses it */
  switchTo: (what: Wish) => Promise<void>;
  /** Is rung, or wants to wait here again. @throws MicrophoneError, or as the server refuses it */
  comeBack: () => Promise<void>;
}

/** The microphone first: nobody stands in a queue who could not be heard at its end. */
export async function beginCall({ goal, clock, tell, onSound, onChat, signal }: BeginCall): Promise<BegunCall | null> {
  const traceOf = pressed();
  let sound: CallSound | null = null;
  const byItself = goal.kind === 'return' && goal.byItself === true;
  let byText = isByText(goal);
  let muted = goal.kind === 'return' && goal.muted === true;
  let key = goal.kind === 'return' ? goal.key : null;
  const keep = () => key !== null && keepCall({ ...key, byText, muted }, handToHost);
  const hear = (next: CallAudio | null) => {
    onSound(next);
    next?.subscribe(() => {
      if (muted === next.muted) return;
      muted = next.muted;
      keep();
    });
  };
  /** Grows with each end of sound: a microphone that was asked for before is not wanted any more. */
  let turn = 0;
  const closeSound = () => {
    turn += 1;
    sound?.close();
    sound = null;
  };
  /**
   * Without a microphone yet: the page has come back by itself, or the agent has said yes to a caller who would like to talk, and was
   * asked for it then.
   */
  const openSound = async (ticket: string) => {
    if (sound !== null) return sound.open(ticket);
    const mine = turn;
    try {
      const microphone = await openMicrophone(loadAudioSettings());
      if (mine !== turn || sound !== null) return stop(microphone);
      sound = createCallSound(microphone, hear, { muted, untouched: byItself });
      sound.open(ticket);
    } catch {
      // Unheard for a while it is a text conversation again. A call has a press: some browsers ask nothing without one, and whoever
      // denied it is to be told what to do.
      if (mine !== turn || key === null || !byItself || isByText(goal)) return;
      session.farewell();
      tell({ type: 'press-needed', key, muted });
    }
  };
  // A page that comes back by itself asks first whether there is still a call to open a microphone for.
  if (!isByText(goal) && !byItself) {
    const microphone = await openMicrophone(loadAudioSettings()).catch((error: unknown) => {
      tell({ type: 'microphone-failed', problem: error instanceof MicrophoneError ? error.kind : 'unsupported' });
      return null;
    });
    if (microphone === null) return null;
    sound = createCallSound(microphone, hear, { muted });
    if (signal.aborted) {
      sound.close();
      return null;
    }
    tell({ type: 'microphone-opened' });
  }
  const socket = openSocket<RoutingToWidget, WidgetToRouting>(NAMESPACE, widgetKey() === null ? {} : { auth: { key: widgetKey() } });
  const chat = new TextChat({
    you: 'caller',
    wire: {
      say: (message) => request(socket, 'say', message),
      textsAfter: (after) => request(socket, 'texts-after', { after }),
    },
    readUpTo: key === null ? 0 : readUpTo(key.callId),
    keepReadUpTo: (seq) => key !== null && keepReadUpTo(key.callId, seq),
  });
  onChat(chat);
  const session = openCallSession({
    goal: goal.kind === 'start' ? { ...goal, request: { ...goal.request, browser: browserId() } } : goal,
    socket,
    chat,
    tell: (event) => {
      if (event.type === 'call' || event.type === 'joined') clock.observe(event.call.now);
      tell(event);
    },
    openSound: (ticket) => void openSound(ticket),
    closeSound,
    keepKey: (kept, without) => {
      key = kept;
      byText = without;
      keep();
    },
    forgetKey: () => forgetCall(handToHost),
    sendFarewell,
    prove,
    traceOf,
    ...(goal.kind === 'start' && goal.identifies && { identify: askHostIdentity }),
  });
  const withMicrophone = async (ask: () => Promise<void>) => {
    // First thing, while the press still counts as the caller's own.
    const next = createCallSound(await openMicrophone(loadAudioSettings()), hear, { muted });
    closeSound();
    sound = next;
    try {
      await ask();
    } catch (error) {
      closeSound();
      throw error;
    }
  };
  return {
    ...session,
    retrySound: async () => sound?.retry(),
    switchTo: async (what) => {
      if (what === 'voice' || what === 'talk') return withMicrophone(() => session.ask(what));
      // Asked for now, while the caller is at it: once the agent says yes they are to be heard at once.
      if (what === 'propose') for (const track of (await openMicrophone(loadAudioSettings())).getTracks()) track.stop();
      return session.ask(what);
    },
    comeBack: () => withMicrophone(() => session.ring('am-back')),
  };
}

function stop(microphone: MediaStream): void {
  for (const track of microphone.getTracks()) track.stop();
}
