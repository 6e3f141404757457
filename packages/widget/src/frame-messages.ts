/** What the frame and the page around it tell each other, by `postMessage`; each side takes it from the other's origin alone. */

/** Where a call stands, as far as the page around has to know. `kept`: one from before, which the caller can come back to. */
export type CallStage = 'none' | 'kept' | 'started' | 'connected' | 'ended';

/** Why the server takes no calls from this page. */
export interface Refusal {
  code: string;
  message: string;
}

/** What the customer does in a call or text conversation that is not over, for the words on the button. */
export type CallDoing = 'waits' | 'talks' | 'writes';

export type FromFrame =
  | { tandem: 'ready' }
  | { tandem: 'height'; height: number }
  | { tandem: 'close' }
  | { tandem: 'call'; active: boolean; doing: CallDoing; unread: number; stage: CallStage }
  /** The caller is rung in this tab, by this title; null: no longer. */
  | { tandem: 'ring'; title: string | null }
  /** Storage is closed to the frame: by this its next page comes back to the call. null: there is none any more. */
  | { tandem: 'keep'; mark: string | null }
  /** Somebody wrote to the caller. */
  | { tandem: 'message'; text: string; from: string }
  /** A call is about to begin: who is this? Answered by `identity`. */
  | { tandem: 'identify' }
  | { tandem: 'refused'; error: Refusal };

/** Anything that can be written as JSON, for the agent to see. */
export type Context = Record<string, unknown>;

/** What the page knows of its visitor beyond what stands in the frame's address: nobody's log keeps it. */
export interface Known {
  context: Context | null;
  /** It can say who this is, when it is asked to. */
  identifies: boolean;
}

export type ToFrame =
  | { tandem: 'opened' }
  | { tandem: 'minimized' }
  /** The button is taken off the page, and the frame with it: that is the end of a call, which a page that is left is not. */
  | { tandem: 'hang-up' }
  /** `kept`: what the frame gave to keep, by a page before this one too. */
  | ({ tandem: 'known'; kept: string | null } & Known)
  /** A token of the company's server, made just now; see its key's identity secret. `failed`: the page could get none. */
  | { tandem: 'identity'; token: string | null; failed: boolean }
  /** Begins a call where all that it takes is known, else shows the form, filled in as far as it can be. */
  | { tandem: 'place-call'; topic: string | null };
