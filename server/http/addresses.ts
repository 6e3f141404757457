import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import type { Context } from 'hono';
import { isLoopback, type ProxyRange } from '../config.ts';

/** Set by this server on each request; whatever a client sent under this name is dropped. */
export const CLIENT_ADDRESS_HEADER = 'x-tandem-client-address';

/** Headers by which proxies tell for whom they ask. */
const FORWARDING_HEADERS = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'] as const;

export function proxyList(ranges: readonly ProxyRange[]): BlockList {
  const list = new BlockList();
  for (const { address, prefix } of ranges) list.addSubnet(address, prefix, familyOf(address));
  return list;
}

/**
 * The address of the browser behind a request or a socket's handshake. X-Forwarded-For is believed only from trusted
 * proxies, from its right end: what stands left of the first stranger is what that stranger says.
 * @param peer the other end of the connection
 */
export function clientAddress(peer: string | undefined, headers: IncomingHttpHeaders, proxies: BlockList): string {
  let nearest = parseAddress(peer ?? '');
  if (nearest === null) return '';
  const hops = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  for (let hop = hops.pop(); hop !== undefined && proxies.check(nearest, familyOf(nearest)); hop = hops.pop()) {
    const address = parseAddress(hop);
    if (address === null) break;
    nearest = address;
  }
  return nearest;
}

/** What an address counts as where requests are limited: whoever has one IPv6 address has its /64. */
export function countedAs(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = [], tail] = address.split('::').map((part) => (part === '' ? [] : part.split(':')));
  const groups = tail ? [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail] : head;
  return `${groups.slice(0, 4).join(':')}::/64`;
}

/** What a stamped request's sender counts as where requests are limited. */
export const addressOf = (context: Context): string => countedAs(context.req.header(CLIENT_ADDRESS_HEADER) ?? '');

/** Puts the client's address on a request, for the API. */
export function stampClientAddress(request: IncomingMessage, proxies: BlockList): void {
  setRequestHeader(request, CLIENT_ADDRESS_HEADER, clientAddress(request.socket.remoteAddress, request.headers, proxies));
}

/** Sets a header in place of whatever was sent under this name, also for the API, whose requests are made from the raw headers. */
export function setRequestHeader(request: IncomingMessage, name: string, value: string): void {
  request.headers[name] = value;
  const raw = request.rawHeaders;
  for (let index = raw.length - 2; index >= 0; index -= 2) if (raw[index]?.toLowerCase() === name) raw.splice(index, 2);
  raw.push(name, value);
}

/** Whether a stamped request comes from this very machine, as far as can be told: a proxy on it asks for others. */
export function isFromThisMachine(headers: Headers): boolean {
  if (FORWARDING_HEADERS.some((name) => headers.has(name))) return false;
  const host = `http://${headers.get('host')}`;
  return isLoopback(headers.get(CLIENT_ADDRESS_HEADER) ?? '') && URL.canParse(host) && isLoopback(new URL(host).hostname);
}

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** An address without port, brackets and zone, in the one form that URLs give it; IPv4 also when it came mapped into IPv6. */
function parseAddress(text: string): string | null {
  const trimmed = text.trim();
  const [, bare = trimmed] = /^\[([^\]]*)\](?::\d+)?$/.exec(trimmed) ?? /^([\d.]+):\d+$/.exec(trimmed) ?? [];
  const [address = ''] = bare.split('%');
  if (isIP(address) !== 6) return isIP(address) === 4 ? address : null;
  const short = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const mapped = /^::ffff:([\da-f]+):([\da-f]+)$/.exec(short);
  if (!mapped) return short;
  return mapped
    .slice(1)
    .map((group) => Number.parseInt(group, 16))
    .flatMap((group) => [group >> 8, group & 255])
    .join('.');
}
