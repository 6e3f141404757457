/** Plays what others say, each through an audio element of its own. Names are the caller's own. */
export interface Playback {
  /** Plays this track under this name, instead of the one before. */
  play(name: string, track: MediaStreamTrack): void;
  stop(name: string): void;
  /** Finds out whether anything may be heard, by playing this track at no volume; is told by `onBlocked`. */
  tryOut(track: MediaStreamTrack): void;
  /** Silence while that party is muted: what is still under way from before is not heard. */
  setMuted(name: string, muted: boolean): void;
  /**
   * Plays on this device from now on, '' being the system's own choice. Rejects, everything staying where it was, when
   * the device is gone or the browser can't choose.
   */
  setOutput(deviceId: string): Promise<void>;
  /** After the user has touched the page. */
  resume(): void;
  close(): void;
}

/** No party has such a name. */
const TRIAL = '';

/**
 * Audio elements of the document are the one way that works in every browser, and that keeps echo cancellation aware of
 * what is heard. `onBlocked` tells whether the browser wants a click first.
 */
export function createPlayback(onBlocked: (blocked: boolean) => void): Playback {
  const elements = new Map<string, HTMLAudioElement>();
  const blocked = new Set<HTMLAudioElement>();
  let output = '';

  const tell = () => onBlocked(blocked.size > 0);
  const start = (element: HTMLAudioElement) => {
    element.play().then(
      () => {
        blocked.delete(element);
        if (element === elements.get(TRIAL)) drop(TRIAL);
        tell();
      },
      (error: unknown) => {
        // AbortError: another track has taken its place, and tells for itself.
        if (!(error instanceof Error) || error.name !== 'NotAllowedError' || !element.isConnected) return;
        blocked.add(element);
        tell();
      },
    );
  };
  const make = () => {
    const element = document.createElement('audio');
    element.autoplay = true;
    element.hidden = true;
    element.setAttribute('playsinline', '');
    document.body.append(element);
    // A device that has gone meanwhile: better heard elsewhere than not at all.
    if (output !== '') element.setSinkId(output).catch(() => {});
    return element;
  };
  const drop = (name: string) => {
    const element = elements.get(name);
    if (element === undefined) return;
    elements.delete(name);
    element.srcObject = null;
    element.remove();
    if (blocked.delete(element)) tell();
  };

  return {
    play(name, track) {
      const element = elements.get(name) ?? make();
      elements.set(name, element);
      element.srcObject = new MediaStream([track]);
      start(element);
    },
    stop: drop,
    tryOut(track) {
      const element = make();
      element.volume = 0;
      elements.set(TRIAL, element);
      element.srcObject = new MediaStream([track]);
      start(element);
    },
    setMuted(name, muted) {
      const element = elements.get(name);
      if (element !== undefined) element.muted = muted;
    },
    async setOutput(deviceId) {
      if (!('setSinkId' in HTMLMediaElement.prototype)) {
        if (deviceId === '') return;
        throw new DOMException('This browser plays on the system’s own device only.', 'NotSupportedError');
      }
      const before = output;
      output = deviceId;
      try {
        await Promise.all(
          [...elements.values(), ...(elements.size === 0 ? [new Audio()] : [])].map((element) => element.setSinkId(deviceId)),
        );
      } catch (error) {
        output = before;
        await Promise.allSettled([...elements.values()].map((element) => element.setSinkId(before)));
        throw error;
      }
    },
    resume() {
      for (const element of elements.values()) start(element);
    },
    close() {
      for (const name of [...elements.keys()]) drop(name);
    },
  };
}
