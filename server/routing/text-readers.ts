import type { PartyId } from '../protocol/conversation.ts';
import type { CallText } from '../protocol/texts.ts';

/** Who reads a conversation: its caller or an agent, by their party, or a supervisor, who reads all of it. */
export type Reader = PartyId | typeof SUPERVISOR;
export const SUPERVISOR = 'supervisor';

const mayRead = ({ to }: CallText, reader: Reader): boolean => to === undefined || to === reader || reader === SUPERVISOR;

/** What somebody may read of a conversation, numbered from 1 without gaps: nobody learns of the rest by its numbers. */
export const readBy = (texts: readonly CallText[], reader: Reader): CallText[] =>
  texts.filter((text) => mayRead(text, reader)).map((text, index) => ({ ...text, seq: index + 1 }));

/** One of the texts as somebody reads it; null when it is not for them. @param before those before it, and it */
export function oneReadBy(before: readonly CallText[], text: CallText, reader: Reader): CallText | null {
  if (!mayRead(text, reader)) return null;
  return { ...text, seq: before.filter((one) => one.seq <= text.seq && mayRead(one, reader)).length };
}
