/**
 * What a ticket is for, whenever it was signed: tickets that open the same thing have the same key. Read without
 * checking the signature, which is the server's business; anything that can't be read is its own key.
 */
export function ticketKey(ticket: string): string {
  try {
    const payload = (ticket.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const { callId, party, token } = JSON.parse(atob(payload)) as Record<string, unknown>;
    return `${callId} ${party} ${token}`;
  } catch {
    return ticket;
  }
}
