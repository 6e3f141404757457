/** What the frame and the page around it tell each other, by `postMessage`; each side takes it from the other's origin alone. */

/** Where a call stands, as far as the page around has to know. `kept`: one from before, which the caller can come back to. */
export type CallStage = 'none' | 'kept' | 'started' | 'connected' | 'ended';

/** Why the server takes no calls from this page. */
export interface Refusal {
  code: string;
  message: string;
}

export type FromFrame =
  | { tandem: 'ready' }
  | { tandem: 'height'; height: number }
  | { tandem: 'close' }
  | { tandem: 'call'; active: boolean; unread: number; stage: CallStage }
  /** The caller is rung in this tab, by this title; null: no longer. */
  | { tandem: 'ring'; title: string | null }
  /** Somebody wrote to the caller. */
  | { tandem: 'message'; text: string; from: string }
  | { tandem: 'refused'; error: Refusal };

/** Anything that can be written as JSON, for the agent to see. */
export type Context = Record<string, unknown>;

/** What the page knows of its visitor beyond what stands in the frame's address: nobody's log keeps it. */
export interface Known {
  context: Context | null;
  /** A token of the company's server; see its key's identity secret. */
  identity: string | null;
}

export type ToFrame =
  | { tandem: 'opened' }
  | { tandem: 'minimized' }
  | ({ tandem: 'known' } & Known)
  /** Begins a call where all that it takes is known, else shows the form, filled in as far as it can be. */
  | { tandem: 'place-call'; topic: string | null };
