/**
 * Whether a browser sent this from one of our own pages. Cookies alone don't tell: another site's page can send requests
 * and open sockets with them. A request without an Origin comes from no page.
 * @param publicUrl where browsers find us, for a proxy that asks under another host than they did
 */
export function isOwnOrigin(origin: string | null | undefined, host: string | null | undefined, publicUrl: string | null): boolean {
  if (!origin) return true;
  if (!URL.canParse(origin)) return false;
  return origin === publicUrl || new URL(origin).host === host;
}
