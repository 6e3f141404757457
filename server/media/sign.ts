import type { MediaParty } from '../protocol/media.ts';
import { HERE } from './port.ts';
import type { MediaRooms } from './rooms.ts';
import { signTicket, type TicketKeys } from './tickets.ts';

/** Makes the ticket of a party for the node that its room is at now; an empty one while it is nowhere. */
export type SignTicket = (party: { callId: string; party: MediaParty }, validMs?: number) => Promise<string>;

/** @param now milliseconds since the epoch */
export function ticketSigner(rooms: Pick<MediaRooms, 'placeOf'>, keys: Pick<TicketKeys, 'sign'>, now: () => number): SignTicket {
  return async (party, validMs) => {
    const place = rooms.placeOf(party.callId);
    if (place === null) return '';
    const where = place.id === HERE ? {} : { node: place.id, ...(place.url === null ? {} : { url: place.url }) };
    return signTicket({ ...party, ...where }, keys.sign, now(), validMs);
  };
}
