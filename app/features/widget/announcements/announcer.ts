import type { ToldAnnouncement } from '../../../../server/protocol/announcements.ts';
import { LOCALES, type Locale } from '../../../../server/protocol/locale.ts';
import { dueNow, GAP_MS, soonDue, type Told } from './schedule.ts';
import type { Voice } from './voice.ts';

/** Where the caller stands now, in the line. */
export interface InLine {
  /** When they began to wait, on the server's clock. */
  since: number;
  /** Milliseconds that they are expected to wait still; null: not known. */
  wait: number | null;
  /** Whether they want to hear something. */
  audible: boolean;
}

export interface Shown {
  words: string;
  locale: Locale;
}

export interface AnnouncerDeps {
  voice: Voice;
  /** The server's clock, in milliseconds. */
  now: () => number;
  locale: Locale;
  /** What is said of the caller's place at this moment. */
  placeWords: () => string;
  addressOf: (hash: string) => string;
  /** Which were told before, also by the page that was here before this one. */
  told: { read: () => Told; write: (told: Told) => void };
  /** Makes the music softer while something is said. */
  duck: (on: boolean) => void;
  onShown: (shown: Shown | null) => void;
}

/** Recordings are fetched this long before their time. */
const AHEAD_MS = 15_000;
/** Words that nobody says stay at least as long as it takes to read them. */
const READING_MS = { least: 6_000, perSign: 60 };

interface Telling {
  kind: ToldAnnouncement['kind'];
  /** Stops what sounds; null: nothing does. */
  stop: (() => void) | null;
  readUntil: number;
}

/** Tells what is announced, at its times. It has no timer: it looks when it is told to, and what it finds depends on the clock alone. */
export class Announcer {
  readonly #deps: AnnouncerDeps;
  #list: readonly ToldAnnouncement[] = [];
  #told: Told;
  #telling: Telling | null = null;
  #freeFrom = Number.NEGATIVE_INFINITY;
  /** The company's words that stand there, also while the place is said, and after it. */
  #standing: Shown | null = null;

  constructor(deps: AnnouncerDeps) {
    this.#deps = deps;
    this.#told = deps.told.read();
  }

  /** What is announced from now on. */
  set(list: readonly ToldAnnouncement[]): void {
    this.#list = list;
  }

  /** @param line null: they don't wait, or an agent is being asked: whatever is said stops in this moment */
  look(line: InLine | null): void {
    if (line === null) return this.#cut();
    const { now, voice } = this.#deps;
    if (this.#telling !== null) {
      if (!line.audible) this.#silence();
      if (this.#telling.stop !== null || now() < this.#telling.readUntil) return;
      this.#over();
    }
    const waited = now() - line.since;
    if (line.audible) for (const cue of soonDue(this.#list, waited, AHEAD_MS)) prepare(cue, this.#deps, voice);
    if (now() < this.#freeFrom) return;
    const due = dueNow(this.#list, waited, this.#told, line.wait);
    if (due === null) return;
    this.#told = { ...this.#told, [due.cue.id]: due.at };
    this.#deps.told.write(this.#told);
    this.#tell(due.cue, line.audible);
  }

  close(): void {
    this.#cut();
    this.#deps.voice.close();
  }

  #tell({ kind, texts, sounds }: ToldAnnouncement, audible: boolean): void {
    const { voice, now, duck, locale, placeWords, addressOf, onShown } = this.#deps;
    const shown = kind === 'place' ? { words: placeWords(), locale } : inLanguage(texts, locale);
    if (shown === null) return;
    if (kind === 'words') this.#standing = shown;
    const telling: Telling = {
      ...{ kind, stop: null },
      readUntil: now() + Math.max(READING_MS.least, shown.words.length * READING_MS.perSign),
    };
    this.#telling = telling;
    onShown(shown);
    if (!audible) return;
    const hash = kind === 'words' ? sounds[shown.locale] : undefined;
    telling.stop = voice.say({
      ...shown,
      address: hash === undefined ? null : addressOf(hash),
      onBegun: () => duck(true),
      onOver: (heard) => {
        telling.stop = null;
        if (heard) telling.readUntil = now();
        duck(false);
      },
    });
  }

  #silence(): void {
    if (this.#telling === null || this.#telling.stop === null) return;
    this.#telling.stop();
    this.#telling.stop = null;
    this.#deps.duck(false);
  }

  #over(): void {
    if (this.#telling === null) return;
    if (this.#telling.kind === 'place') this.#deps.onShown(this.#standing);
    this.#freeFrom = this.#telling.readUntil + GAP_MS;
    this.#telling = null;
  }

  #cut(): void {
    this.#silence();
    if (this.#telling === null && this.#standing === null) return;
    this.#telling = null;
    this.#standing = null;
    this.#deps.onShown(null);
  }
}

function prepare({ texts, sounds }: ToldAnnouncement, { locale, addressOf }: AnnouncerDeps, voice: Voice): void {
  const shown = inLanguage(texts, locale);
  const hash = shown === null ? undefined : sounds[shown.locale];
  if (hash !== undefined) voice.prepare(addressOf(hash));
}

/** The words in this language, else in English, else in any. */
export function inLanguage(texts: Record<Locale, string>, locale: Locale): Shown | null {
  const found = [locale, ...LOCALES].find((one) => texts[one] !== '');
  return found === undefined ? null : { words: texts[found], locale: found };
}
