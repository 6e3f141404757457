import type { Party } from '../../../server/protocol/conversation.ts';

/** What a party of the conversation is called. One who has just left is known by nobody any more: an empty name, for a moment. */
export const partyName = (parties: readonly Pick<Party, 'id' | 'name'>[]) => (id: string) =>
  parties.find((party) => party.id === id)?.name ?? '';
