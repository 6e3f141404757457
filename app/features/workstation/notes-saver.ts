import { WireFailure } from '../../lib/failure.ts';

/** `saved`: the server has what is shown. `waiting`: typed just now. `unsaved`: it could not be saved yet; it is kept here. */
export type NotesState = 'saved' | 'waiting' | 'saving' | 'unsaved';
export interface Notes {
  notes: string;
  state: NotesState;
}

export interface NotesDeps {
  /** @throws WireFailure */
  save: (notes: string) => Promise<unknown>;
  /** What outlives a reload while the server does not have it. null: nothing. */
  draft: { read: () => string | null; write: (notes: string | null) => void };
  /** @returns takes it back */
  later: (run: () => void, ms: number) => () => void;
}

/** Typing is one request a pause, and one every few seconds of typing without any. */
export const PAUSE_MS = 700;
const LONGEST_MS = 4_000;
const RETRY_MS = 5_000;
const REMEMBERED = 20;

/** The notes of one call: kept on the server as they are typed, and in the browser for as long as the server has them not. */
export class NotesSaver {
  readonly #deps: NotesDeps;
  readonly #listeners = new Set<() => void>();
  #now: Notes;
  /** What the server has last said that it keeps. */
  #kept: string;
  /** What was sent from here lately: heard again a moment late, it is no news. */
  #sent: string[] = [];
  #cancel: (() => void) | null = null;
  #unsavedSince: number | null = null;
  readonly #clock: () => number;
  #over = false;

  constructor(kept: string, deps: NotesDeps, clock: () => number = Date.now) {
    this.#deps = deps;
    this.#clock = clock;
    this.#kept = kept;
    const draft = deps.draft.read();
    this.#now = { notes: draft ?? kept, state: 'saved' };
    if (draft !== null && draft !== kept) this.#wait(0);
    else deps.draft.write(null);
  }

  readonly get = (): Notes => this.#now;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly type = (notes: string): void => {
    this.#deps.draft.write(notes);
    this.#now = { ...this.#now, notes };
    this.#wait(PAUSE_MS);
  };

  /** The server says what it keeps: it counts unless something else has been typed here. */
  readonly said = (kept: string): void => {
    if (this.#now.state !== 'saved' || kept === this.#kept || this.#sent.includes(kept)) return;
    this.#kept = kept;
    this.#set({ notes: kept, state: 'saved' });
  };

  /** The connection is back. */
  readonly tryAgain = (): void => {
    if (this.#now.state === 'unsaved') this.#wait(0);
  };

  /** The call is finished, and the notes went with it. */
  readonly finish = (): void => {
    this.#over = true;
    this.#cancel?.();
    this.#deps.draft.write(null);
  };

  #wait(ms: number): void {
    if (this.#over) return;
    this.#unsavedSince ??= this.#clock();
    this.#cancel?.();
    const longest = Math.max(0, this.#unsavedSince + LONGEST_MS - this.#clock());
    this.#cancel = this.#deps.later(() => void this.#save(), Math.min(ms, longest));
    // While a save is under way, its answer decides; what was typed since is then saved in turn.
    if (this.#now.state !== 'saving') this.#set({ ...this.#now, state: 'waiting' });
    else this.#tell();
  }

  async #save(): Promise<void> {
    this.#cancel = null;
    if (this.#now.state === 'saving' || this.#over) return;
    const { notes } = this.#now;
    this.#set({ notes, state: 'saving' });
    this.#sent = [...this.#sent.slice(1 - REMEMBERED), notes];
    try {
      await this.#deps.save(notes);
      this.#kept = notes;
      this.#unsavedSince = null;
      if (this.#over) return;
      if (this.#now.notes === notes) {
        this.#deps.draft.write(null);
        this.#set({ notes, state: 'saved' });
      } else {
        this.#now = { ...this.#now, state: 'waiting' };
        this.#wait(PAUSE_MS);
      }
    } catch (error) {
      if (this.#over) return;
      this.#unsavedSince = null;
      this.#set({ notes: this.#now.notes, state: 'unsaved' });
      if (passes(error)) this.#cancel = this.#deps.later(() => void this.#save(), RETRY_MS);
    }
  }

  #set(now: Notes): void {
    this.#now = now;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** Refusals that the same notes may escape later. */
const passes = (error: unknown) =>
  !(error instanceof WireFailure) || !['bad-request', 'forbidden', 'not-found', 'conflict'].includes(error.code);
