const keyOf = (conversationId: string) => `tandem-texts-${conversationId}`;

/** How far a conversation had been read before the page was loaded anew. */
export function readUpTo(conversationId: string): number {
  try {
    return Number(sessionStorage.getItem(keyOf(conversationId)) ?? 0) || 0;
  } catch {
    return 0;
  }
}

export function keepReadUpTo(conversationId: string, seq: number): void {
  try {
    sessionStorage.setItem(keyOf(conversationId), String(seq));
  } catch {
    // Full or closed to us: after a reload they count as new again.
  }
}
