import type { PartyId } from '../../../server/protocol/conversation.ts';
import type { CallAudio } from '../../lib/media/call-audio.ts';
import { MicrophoneError, openMicrophone } from '../../lib/media/microphone.ts';
import type { MediaLibrary, PhoneAudio, PhoneMicrophone } from './softphone.ts';
import { sound } from './sound/sound.ts';

// Its value by hand: the protocol's file brings the schema library.
const CALLER: PartyId = 'caller';

interface BrowserMicrophone extends PhoneMicrophone {
  stream: MediaStream;
}

/** The browser's own audio, as the softphone asks for it. What speaks WebRTC is fetched only when it is needed. */
export async function loadMedia(): Promise<MediaLibrary<BrowserMicrophone>> {
  const { openCallAudio, preloadCallAudio } = await import('../../lib/media/call-audio.ts');
  preloadCallAudio();
  return {
    openMicrophone: async () => {
      const stream = await openMicrophone(sound.get().settings, sound.deviceId('microphone'));
      void sound.look(); // browsers name the devices from now on
      return browserMicrophone(stream);
    },
    openCallAudio: (ticket, microphone, muted) => phoneAudio(openCallAudio({ ticket, microphone: microphone.stream, muted })),
    problemOf: (error) => (error instanceof MicrophoneError ? error.kind : null),
  };
}

function browserMicrophone(stream: MediaStream): BrowserMicrophone {
  const [track] = stream.getAudioTracks();
  return {
    stream,
    onLost: (listener) => track?.addEventListener('ended', listener, { once: true }),
    alive: () => track?.readyState === 'live',
    close: () => {
      for (const each of stream.getTracks()) each.stop();
    },
  };
}

function phoneAudio(audio: CallAudio): PhoneAudio<BrowserMicrophone> {
  // Where it can't be: heard on the system's own device, which the sound settings show.
  const play = () => void audio.setOutput(sound.deviceId('speaker') ?? '').catch(() => undefined);
  play();
  const stopFollowing = sound.onChange('speaker', play);
  return {
    facts: () => ({
      ...situationOf(audio.state),
      otherMuted: audio.otherMuted,
      mutedParties: new Set(audio.parties.filter((party) => party.muted).map((party) => party.id)),
      soundBlocked: audio.playback === 'blocked',
      quality: audio.quality,
    }),
    subscribe: audio.subscribe,
    moveTo: (ticket) => audio.moveTo(ticket),
    setMuted: (muted) => audio.setMuted(muted),
    levels: () => {
      const { own, parties } = audio.levels();
      return { you: own, caller: parties[CALLER] ?? 0, parties };
    },
    allowSound: () => audio.resumePlayback(),
    setMicrophone: (microphone) => audio.setMicrophone(microphone.stream),
    shares: audio,
    close: () => {
      stopFollowing();
      audio.close();
    },
  };
}

function situationOf(state: CallAudio['state']): Pick<ReturnType<PhoneAudio['facts']>, 'situation' | 'failure'> {
  switch (state.kind) {
    case 'joining':
      return { situation: state.own ? 'sending' : 'connecting', failure: null };
    case 'flowing':
      return { situation: 'connected', failure: null };
    case 'reconnecting':
      return { situation: 'reconnecting', failure: null };
    case 'failed':
      return { situation: 'failed', failure: state.message };
    case 'closed':
      // The center's own word about the end of the call is on its way.
      return { situation: 'none', failure: null };
  }
}
