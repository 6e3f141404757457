import type { Socket } from 'socket.io';
import { z } from 'zod';
import { CreateCustomer, LinkCustomer, MergeCustomers, ReadCustomer, SearchCustomers, UpdateCustomer } from '../protocol/customers.ts';
import { FollowUpRef, SaveNotes } from '../protocol/desk.ts';
import { handle, type SocketLog } from '../sockets/handle.ts';
import type { Asking, Desk } from './desk.ts';

/** What a workstation asks of its center's data. Who asks comes from their session, never from the message. */
export function serveDesk(socket: Socket, desk: Desk, asking: Asking, log: SocketLog): void {
  handle(socket, 'search-customers', SearchCustomers, log, async (ask) => ({ customers: await desk.search(asking, ask) }));
  handle(socket, 'read-customer', ReadCustomer, log, async (ask) => ({ card: await desk.read(asking, ask) }));
  handle(socket, 'create-customer', CreateCustomer, log, (input) => desk.create(asking, input));
  handle(socket, 'update-customer', UpdateCustomer, log, (change) => desk.update(asking, change));
  handle(socket, 'link-customer', LinkCustomer, log, (link) => desk.link(asking, link));
  handle(socket, 'merge-customers', MergeCustomers, log, async (merging) => ({ card: await desk.merge(asking, merging) }));
  handle(socket, 'save-notes', SaveNotes, log, (notes) => desk.saveNotes(asking, notes));
  handle(socket, 'my-day', z.object({}), log, () => desk.day(asking));
  handle(socket, 'my-follow-ups', z.object({}), log, () => desk.followUps(asking));
  handle(socket, 'finish-follow-up', FollowUpRef, log, (ref) => desk.finishFollowUp(asking, ref));
}
