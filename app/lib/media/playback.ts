export interface Playback {
  /** Plays this track instead of the one before; null: silence. */
  play(track: MediaStreamTrack | null): void;
  /** Silence while the other party is muted: what is still under way from before is not heard. */
  setMuted(muted: boolean): void;
  /** After the user has touched the page. */
  resume(): void;
  close(): void;
}

/**
 * Plays through an audio element of the document: the one way that works in every browser, and that keeps
 * echo cancellation aware of what is heard. `onBlocked` tells whether the browser wants a click first.
 */
export function createPlayback(onBlocked: (blocked: boolean) => void): Playback {
  const element = document.createElement('audio');
  element.autoplay = true;
  element.hidden = true;
  element.setAttribute('playsinline', '');
  document.body.append(element);

  const start = () => {
    element.play().then(
      () => onBlocked(false),
      (error: unknown) => {
        // AbortError: another track has taken its place, and tells for itself.
        if (error instanceof Error && error.name === 'NotAllowedError') onBlocked(true);
      },
    );
  };

  return {
    play(track) {
      element.srcObject = track === null ? null : new MediaStream([track]);
      if (track !== null) start();
    },
    setMuted(muted) {
      element.muted = muted;
    },
    resume() {
      if (element.srcObject !== null) start();
    },
    close() {
      element.srcObject = null;
      element.remove();
    },
  };
}
