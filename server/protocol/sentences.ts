/**
 * Refusals that carry a name or a number. The wire has each in English, with its key and what is in it, so that a page finds the
 * same sentence in its own language: `named` in app/messages/…/errors.json. Sentences that never change need no key.
 */

type Named = { name: string };
type Counted = { count: number };

const goesOn = (sentence: string) => `${sentence}. Your call goes on.`;
const counted = (count: number, one: string, other: string) => `${count} ${count === 1 ? one : other}`;

export const SENTENCES = {
  'agent-here': ({ name }: Named) => `${name} is in this conversation already`,
  'agent-not-ready': ({ name }: Named) => goesOn(`${name} is not ready for calls`),
  'agent-missed': ({ name }: Named) => goesOn(`${name} has missed a call and is not back yet`),
  'agent-on-call': ({ name }: Named) => goesOn(`${name} is on a call`),
  'agent-reserved': ({ name }: Named) => goesOn(`${name} is being offered another call`),
  'agent-wrapup': ({ name }: Named) => goesOn(`${name} is in wrap-up`),
  'agent-unreachable': ({ name }: Named) => goesOn(`${name} has left, or can’t be reached`),
  'agent-full': ({ name }: Named) => goesOn(`${name} has as many text conversations as they can`),
  'agent-settling': ({ name }: Named) => goesOn(`${name} is not free just yet`),
  'agent-not-here': ({ name }: Named) => `${name} is not at a workstation`,
  'agent-busy': ({ name }: Named) => `${name} has a call to finish. Sign them out after it.`,
  'queue-closed': ({ name }: Named) => goesOn(`${name} is closed now`),
  'move-queue-closed': ({ name }: Named) => `${name} is closed now. Choose another queue.`,
  'move-queue-no-texts': ({ name }: Named) => `${name} takes no text conversations. Choose another queue.`,
  'move-queue-full': ({ name }: Named) => `${name} is full now. Choose another queue.`,
  'queue-no-texts': ({ name }: Named) => goesOn(`${name} takes no text conversations`),
  'queue-full': ({ name }: Named) => goesOn(`${name} is full now`),
  'center-unreachable': ({ name }: Named) => goesOn(`${name} can’t be reached now`),
  'center-nobody': ({ name }: Named) => goesOn(`Nobody who could take this call is signed in in ${name}`),
  'conversation-parties': ({ count }: Counted) => `A conversation has ${counted(count, 'party', 'parties')} at most`,
  'conversation-texts': ({ count }: Counted) => `This conversation has ${counted(count, 'message', 'messages')}; it can’t hold more`,
  'wrapup-extended': ({ count }: Counted) => `More time was taken ${counted(count, 'time', 'times')} already`,
  'audit-export': ({ count }: Counted) => `More than ${count} entries fit. Choose a shorter period.`,
  'queue-in-use': ({ count }: Counted) => `${counted(count, 'call is', 'calls are')} in this queue. Delete it when they are over.`,
  'queue-sent-to': ({ name }: Named) => `The queue “${name}” sends calls on to this one. Change that first.`,
  'skill-required': ({ count }: Counted) => `${counted(count, 'queue requires', 'queues require')} this skill`,
  'skill-held': ({ count }: Counted) => `${counted(count, 'person has', 'people have')} this skill`,
  'message-taken': ({ name }: Named) => `${name} has taken this message`,
  'too-many-from-address': ({ count }: Counted) =>
    `Too many calls were started from your address. Try again in ${counted(count, 'second', 'seconds')}.`,
  'too-many-from-browser': ({ count }: Counted) =>
    `Too many calls were started from this browser. Try again in ${counted(count, 'second', 'seconds')}.`,
  'too-many-from-site': ({ count }: Counted) =>
    `More people are calling from this site than can be taken. Try again in ${counted(count, 'second', 'seconds')}.`,
  'too-often-from-address': ({ count }: Counted) =>
    `Too many requests came from your address. Try again in ${counted(count, 'second', 'seconds')}.`,
  'too-often-from-browser': ({ count }: Counted) =>
    `Too many requests came from this browser. Try again in ${counted(count, 'second', 'seconds')}.`,
  'too-often-from-site': ({ count }: Counted) =>
    `More is asked for from this site than can be taken. Try again in ${counted(count, 'second', 'seconds')}.`,
  'report-interval': ({ count }: Counted) =>
    `With this interval a report covers ${counted(count, 'day', 'days')} at most. Choose a longer interval, or fewer days.`,
  'report-rows': ({ count }: Counted) =>
    `This report would have more than ${counted(count, 'row', 'rows')}. Choose a longer interval, fewer days, or less to group by.`,
} as const;

export type SentenceKey = keyof typeof SENTENCES;

/** What an error says: in English, and by what a page finds it in another language. */
export interface Said {
  message: string;
  sentence?: string;
  values?: Record<string, string | number>;
}

/** A sentence with its names and numbers, for a refusal. */
export function sentence<Key extends SentenceKey>(key: Key, values: Parameters<(typeof SENTENCES)[Key]>[0]): Said {
  const english = SENTENCES[key] as (values: Parameters<(typeof SENTENCES)[Key]>[0]) => string;
  return { message: english(values), sentence: key, values };
}
