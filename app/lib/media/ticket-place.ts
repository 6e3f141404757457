export interface TicketPlace {
  /** Names the media server; null: the one that the page comes from. */
  node: string | null;
  /** Where it is reached; null: at the page's own origin. */
  url: string | null;
}

const OWN: TicketPlace = { node: null, url: null };

/** Where a ticket leads to, as it says itself. Whether it is genuine is for the media server to see. */
export function placeOf(ticket: string): TicketPlace {
  try {
    const claims: unknown = JSON.parse(textOf(ticket.split('.')[1] ?? ''));
    if (typeof claims !== 'object' || claims === null) return OWN;
    const { node, url } = claims as Record<string, unknown>;
    return { node: typeof node === 'string' ? node : null, url: typeof url === 'string' ? url : null };
  } catch {
    return OWN; // it will be refused
  }
}

export function leadsElsewhere(ticket: string, before: string): boolean {
  const [now, was] = [placeOf(ticket), placeOf(before)];
  return now.node !== was.node || now.url !== was.url;
}

function textOf(base64url: string): string {
  const bytes = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return new TextDecoder().decode(Uint8Array.from(bytes, (sign) => sign.charCodeAt(0)));
}
