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
import { forgetCallKey, keepCallKey } from './call-key.ts';
import { type CallSession, openCallSession } from './call-session.ts';
import { type CallSound, createCallSound } from './call-sound.ts';
import { sendFarewell } from './farewell.ts';
import { widgetKey } from './frame-settings.ts';
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
  /** From text to voice. @throws MicrophoneError, or as the server refuses it */
  talk: (how: 'voice' | 'talk') => Promise<void>;
  /** Is rung, or wants to wait here again. @throws MicrophoneError, or as the server refuses it */
  comeBack: () => Promise<void>;
}

/** The microphone first: nobody stands in a queue who could not be heard at its end. */
export async function beginCall({ goal, clock, tell, onSound, onChat, signal }: BeginCall): Promise<BegunCall | null> {
  let sound: CallSound | null = null;
  const closeSound = () => {
    sound?.close();
    sound = null;
  };
  if (!isByText(goal)) {
    const microphone = await openMicrophone(loadAudioSettings()).catch((error: unknown) => {
      tell({ type: 'microphone-failed', problem: error instanceof MicrophoneError ? error.kind : 'unsupported' });
      return null;
    });
    if (microphone === null) return null;
    sound = createCallSound(microphone, onSound);
    if (signal.aborted) {
      sound.close();
      return null;
    }
    tell({ type: 'microphone-opened' });
  }
  const socket = openSocket<RoutingToWidget, WidgetToRouting>(NAMESPACE, widgetKey() === null ? {} : { auth: { key: widgetKey() } });
  let key = goal.kind === 'return' ? goal.key : null;
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
    openSound: (ticket) => sound?.open(ticket),
    closeSound,
    keepKey: (kept, byText) => {
      key = kept;
      keepCallKey(kept, byText);
    },
    forgetKey: forgetCallKey,
    sendFarewell,
    prove,
  });
  const withMicrophone = async (ask: () => Promise<void>) => {
    // First thing, while the press still counts as the caller's own.
    const next = createCallSound(await openMicrophone(loadAudioSettings()), onSound);
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
    talk: (how) => withMicrophone(() => session.ask(how)),
    comeBack: () => withMicrophone(() => session.ring('am-back')),
  };
}
