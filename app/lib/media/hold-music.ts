import { HOLD_MUSIC_HZ, holdScore, LOOP_SECONDS, type Note, PEDAL } from './hold-score.ts';

export interface HoldMusic {
  /** Fades in, or out. The first time it is made, which takes a moment. */
  play(on: boolean): void;
  /** Softer, while something is said over it; and as loud as before. */
  duck(on: boolean): void;
  /** Starts what the browser held back; call it when the user has touched the page. */
  resume(): void;
  /** May be called twice. */
  close(): void;
}

/** Half of what voices need: nothing in it is higher than 2 kHz, and the loop takes half the memory. */
const SAMPLE_RATE = 24_000;
const FADE_IN_SECONDS = 0.8;
const FADE_OUT_SECONDS = 0.25;
/** How loud it is under a voice: there, and out of its way. */
const DUCKED = 0.12;
const DUCK_SECONDS = 0.3;
const UNDUCK_SECONDS = 1.2;

/**
 * Music for somebody on hold, made in the page. It goes through an audio element, as voices do: the browser's echo cancellation
 * knows of it, and it comes from the device that voices come from.
 */
export function createHoldMusic(): HoldMusic {
  let player: Player | null = null;
  let wanted = false;
  let ducked = false;
  let closed = false;

  return {
    play(on) {
      wanted = on;
      if (closed || (player === null && !on)) return;
      player ??= openPlayer(ducked);
      player.fade(on);
    },
    duck(on) {
      if (on === ducked) return;
      ducked = on;
      player?.duck(on);
    },
    resume() {
      if (wanted) player?.start();
    },
    close() {
      closed = true;
      player?.close();
      player = null;
    },
  };
}

interface Player {
  fade(up: boolean): void;
  duck(down: boolean): void;
  start(): void;
  close(): void;
}

function openPlayer(ducked: boolean): Player {
  const context = new AudioContext();
  const volume = new GainNode(context, { gain: 0 });
  const sink = context.createMediaStreamDestination();
  const bed = new GainNode(context, { gain: ducked ? DUCKED : 1 });
  volume.connect(bed).connect(sink);
  const element = document.createElement('audio');
  element.hidden = true;
  element.setAttribute('playsinline', '');
  element.dataset.music = '';
  element.srcObject = sink.stream;
  document.body.append(element);
  let closed = false;
  let stopping: ReturnType<typeof setTimeout> | undefined;

  loop().then(
    (buffer) => {
      if (closed) return;
      const source = new AudioBufferSourceNode(context, { buffer, loop: true });
      source.connect(volume);
      source.start();
    },
    (error: unknown) => console.error(error), // silence, and the words on screen
  );

  const start = () => {
    void context.resume();
    element.play().catch(() => undefined); // held back by the browser, or overtaken by the end of the hold
  };

  /** From where it is, without a step that would click. */
  const ramp = ({ gain }: GainNode, to: number, seconds: number) => {
    const now = context.currentTime;
    gain.cancelScheduledValues(now);
    gain.setValueAtTime(gain.value, now);
    gain.linearRampToValueAtTime(to, now + seconds);
  };

  return {
    duck: (down) => ramp(bed, down ? DUCKED : 1, down ? DUCK_SECONDS : UNDUCK_SECONDS),
    fade(up) {
      clearTimeout(stopping);
      ramp(volume, up ? 1 : 0, up ? FADE_IN_SECONDS : FADE_OUT_SECONDS);
      if (up) return start();
      // What can't be heard costs nothing.
      stopping = setTimeout(() => {
        element.pause();
        void context.suspend();
      }, FADE_OUT_SECONDS * 1000);
    },
    start,
    close() {
      if (closed) return;
      closed = true;
      clearTimeout(stopping);
      element.srcObject = null;
      element.remove();
      void context.close();
    },
  };
}

let rendered: Promise<AudioBuffer> | null = null;

/** One loop, made once for the page, away from its main thread. */
function loop(): Promise<AudioBuffer> {
  rendered ??= render().catch((error: unknown) => {
    rendered = null;
    throw error;
  });
  return rendered;
}

/** Rendered twice over, of which the second half is kept: in it the last notes of the round before still sound. */
async function render(): Promise<AudioBuffer> {
  const frames = LOOP_SECONDS * SAMPLE_RATE;
  const context = new OfflineAudioContext({ numberOfChannels: 1, length: frames * 2, sampleRate: SAMPLE_RATE });
  const room = new BiquadFilterNode(context, { type: 'lowpass', frequency: 1_800, Q: 0.3 });
  room.connect(context.destination);
  const pedal = new OscillatorNode(context, { frequency: HOLD_MUSIC_HZ });
  const breath = new GainNode(context, { gain: PEDAL.volume });
  const swell = new OscillatorNode(context, { frequency: PEDAL.swellHz });
  swell.connect(new GainNode(context, { gain: PEDAL.swell })).connect(breath.gain);
  pedal.connect(breath).connect(room);
  pedal.start();
  swell.start();
  for (const round of [0, LOOP_SECONDS]) for (const note of holdScore()) sound(context, room, { ...note, at: note.at + round });
  const both = await context.startRendering();
  const once = new AudioBuffer({ length: frames, sampleRate: SAMPLE_RATE });
  once.copyToChannel(both.getChannelData(0).subarray(frames), 0);
  return once;
}

function sound(context: BaseAudioContext, into: AudioNode, { at, hz, seconds, volume, voice }: Note): void {
  const envelope = new GainNode(context, { gain: 0 });
  envelope.gain.setValueAtTime(0, at);
  if (voice === 'bell') {
    envelope.gain.linearRampToValueAtTime(volume, at + 0.02);
    envelope.gain.setTargetAtTime(0, at + 0.02, seconds / 5);
  } else {
    envelope.gain.linearRampToValueAtTime(volume, at + seconds / 3);
    envelope.gain.linearRampToValueAtTime(0, at + seconds);
  }
  const tone = new OscillatorNode(context, { frequency: hz, type: voice === 'bell' ? 'sine' : 'triangle' });
  tone.connect(envelope).connect(into);
  tone.start(at);
  tone.stop(at + seconds);
}
