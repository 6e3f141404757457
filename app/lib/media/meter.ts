const WINDOW = 512; // samples: about 10 ms
const FLOOR_DB = -60;
const CEILING_DB = -10; // loud speech

/** 0..1 as it is heard: even steps of loudness, not of amplitude. `rms` is 0..1. */
export function levelOf(rms: number): number {
  if (rms <= 0) return 0;
  const db = 20 * Math.log10(rms);
  return Math.min(1, Math.max(0, (db - FLOOR_DB) / (CEILING_DB - FLOOR_DB)));
}

export interface Meters {
  /** Measures this track under this name from now on, or nothing. */
  attach(name: string, track: MediaStreamTrack | null): void;
  /** 0..1. The first call starts measuring: a page without meters pays nothing. */
  level(name: string): number;
  /** After the user has touched the page: browsers start no audio graph before. */
  resume(): void;
  close(): void;
}

export function createMeters(): Meters {
  const tracks = new Map<string, MediaStreamTrack>();
  const probes = new Map<string, { source: MediaStreamAudioSourceNode; analyser: AnalyserNode }>();
  const samples = new Float32Array(WINDOW);
  let context: AudioContext | null = null;
  let closed = false;

  const detach = (name: string) => {
    probes.get(name)?.source.disconnect();
    probes.delete(name);
  };

  return {
    attach(name, track) {
      detach(name);
      if (track === null) tracks.delete(name);
      else tracks.set(name, track);
    },
    level(name) {
      const track = tracks.get(name);
      if (track === undefined || closed) return 0;
      context ??= new AudioContext();
      let probe = probes.get(name);
      if (probe === undefined) {
        const source = context.createMediaStreamSource(new MediaStream([track]));
        const analyser = new AnalyserNode(context, { fftSize: WINDOW });
        source.connect(analyser);
        probe = { source, analyser };
        probes.set(name, probe);
      }
      probe.analyser.getFloatTimeDomainData(samples);
      return levelOf(Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / WINDOW));
    },
    resume() {
      if (context?.state === 'suspended') void context.resume();
    },
    close() {
      closed = true;
      for (const name of [...probes.keys()]) detach(name);
      void context?.close();
      context = null;
    },
  };
}
