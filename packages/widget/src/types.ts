import type { Context } from './frame-messages.ts';

export type { Context } from './frame-messages.ts';

/**
 * A token of the site's own server, signed with the key's identity secret, that says who this is; or what gets one. Tokens are good
 * for minutes, and pages stand open for hours: a function is asked anew whenever a call begins. null: nobody is signed in.
 */
export type Identity = string | (() => string | null | Promise<string | null>);

export interface TandemOptions {
  /** Where the server is: "https://calls.example". */
  url: string;
  /** The publishable key of this site, `pk_…`; without one, the key that the server keeps for such tags. */
  key?: string;
  /** The topic to begin with, by its name or id. */
  topic?: string;
  /** Who is signed in at the site, as far as it is known. The agent is told that nobody has verified it. */
  name?: string;
  email?: string;
  customerId?: string;
  /** Anything the agent should see. As JSON it has 4096 bytes at most. */
  context?: Context;
  identity?: Identity;
  /** The words on the button. */
  label?: string;
  position?: 'bottom-right' | 'bottom-left';
  /** Without it, as the system has it. */
  theme?: 'light' | 'dark';
  /** Without it, the language of the page, else the browser's. */
  lang?: string;
}

/** What is told, and with what. */
export interface TandemEvents {
  /** The button is drawn. */
  ready: undefined;
  /** The server takes no calls from this page: an unknown key, or a site that the key is not for. There is no button then. */
  refused: { code: string; message: string };
  opened: undefined;
  closed: undefined;
  /** The caller is in the queue. */
  'call-started': undefined;
  /** Caller and agent hear each other. */
  'call-connected': undefined;
  'call-ended': undefined;
  /** An agent has written to the caller. */
  message: { text: string; from: string };
}

export interface Tandem {
  open(): void;
  close(): void;
  /**
   * Begins a call where all that it takes is known (topic and name), else opens the form, filled in as far as it can be.
   * @throws RangeError when the context has more than 4096 bytes as JSON, or can't be written as JSON
   */
  call(wanted?: { topic?: string; context?: Context; identity?: Identity | null }): void;
  /** Who is signed in at the site from now on; null: nobody. A call that has begun keeps its own. */
  identify(identity: Identity | null): void;
  /** @returns how to stop listening */
  on<Name extends keyof TandemEvents>(event: Name, listener: (detail: TandemEvents[Name]) => void): () => void;
  /** Takes the button off the page, with the card and a call in it. Twice is fine. */
  destroy(): void;
}
