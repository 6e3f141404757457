import type { Locale } from '../../../../server/protocol/locale.ts';

export interface Saying {
  /** Of a recording of the words; null: there is none. */
  address: string | null;
  words: string;
  locale: Locale;
  /** It is heard from now on. */
  onBegun: () => void;
  /** @param heard false when nothing in this browser could sound it */
  onOver: (heard: boolean) => void;
}

/** Sounds what is announced: its recording, else the browser's own voice in that language, else nothing. */
export interface Voice {
  /** Returns how to stop it, at once; nothing is told after that. */
  say(saying: Saying): () => void;
  /** Loads a recording ahead of its time. */
  prepare(address: string): void;
  close(): void;
}

/** A recording is cut off here: who waits is to hear that they still do. */
const LONGEST_MS = 60_000;
/** A voice that has not begun by then never will. */
const BEGINS_WITHIN_MS = 4_000;

export function createVoice(): Voice {
  const elements = new Map<string, HTMLAudioElement>();
  const elementOf = (address: string) => {
    const before = elements.get(address);
    if (before) return before;
    // Through an element, as voices and music: the browser's echo cancellation knows of it.
    const element = document.createElement('audio');
    element.hidden = true;
    element.setAttribute('playsinline', '');
    element.dataset.announcement = '';
    element.preload = 'auto';
    element.src = address;
    document.body.append(element);
    elements.set(address, element);
    return element;
  };
  const drop = (address: string) => {
    const element = elements.get(address);
    elements.delete(address);
    element?.pause();
    element?.removeAttribute('src');
    element?.remove();
  };

  return {
    say(saying) {
      let stop = () => {};
      const speak = () => {
        stop = spoken(saying);
      };
      if (saying.address === null) speak();
      else {
        const { address } = saying;
        stop = played(elementOf(address), saying, () => {
          // Asked for anew the next time: the network may have been gone.
          drop(address);
          speak();
        });
      }
      return () => stop();
    },
    prepare: (address) => void elementOf(address),
    close() {
      for (const address of [...elements.keys()]) drop(address);
    },
  };
}

/** @param instead when it can't be played */
function played(element: HTMLAudioElement, { onBegun, onOver }: Saying, instead: () => void): () => void {
  const ends = new AbortController();
  const { signal } = ends;
  let begun = false;
  const late = setTimeout(() => !begun && fail(), BEGINS_WITHIN_MS);
  const longest = setTimeout(() => over(), LONGEST_MS);
  function stop(): void {
    ends.abort();
    clearTimeout(late);
    clearTimeout(longest);
    element.pause();
  }
  function over(): void {
    stop();
    onOver(true);
  }
  function fail(): void {
    if (signal.aborted) return;
    stop();
    if (begun) onOver(true);
    else instead();
  }
  const begin = () => {
    begun = true;
    onBegun();
  };
  element.addEventListener('playing', begin, { signal, once: true });
  element.addEventListener('ended', over, { signal });
  element.addEventListener('error', fail, { signal });
  if (element.error !== null) queueMicrotask(fail);
  else {
    element.currentTime = 0;
    element.play().catch(fail);
  }
  return stop;
}

function spoken({ words, locale, onBegun, onOver }: Saying): () => void {
  const voice = voiceFor(locale);
  let isOver = false;
  let begun = false;
  const over = () => {
    if (isOver) return;
    isOver = true;
    clearTimeout(late);
    onOver(begun);
  };
  const late = setTimeout(() => !begun && cut(over), BEGINS_WITHIN_MS);
  if (voice === null) {
    queueMicrotask(over);
    return () => {
      isOver = true;
      clearTimeout(late);
    };
  }
  const utterance = new SpeechSynthesisUtterance(words);
  utterance.voice = voice;
  utterance.lang = voice.lang;
  utterance.onstart = () => {
    begun = true;
    if (!isOver) onBegun();
  };
  utterance.onend = over;
  utterance.onerror = over;
  speechSynthesis.speak(utterance);
  return () => {
    if (isOver) return;
    isOver = true;
    clearTimeout(late);
    speechSynthesis.cancel();
  };
}

function cut(over: () => void): void {
  speechSynthesis.cancel();
  over();
}

/** One of this machine's own first: what is announced need go to no one else's server. */
function voiceFor(locale: Locale): SpeechSynthesisVoice | null {
  if (!('speechSynthesis' in globalThis)) return null;
  const fitting = speechSynthesis.getVoices().filter(({ lang }) => lang.toLowerCase().split(/[-_]/)[0] === locale);
  return fitting.find(({ localService }) => localService) ?? fitting[0] ?? null;
}
