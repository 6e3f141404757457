import { lookup } from 'node:dns/promises';
import { type BlockList, isIP } from 'node:net';
import { blockList } from '../data/customers/exchange.ts';
import { Failure } from '../sockets/failure.ts';

/** Everything of IPv4 that is not an address of the public Internet. */
const INSIDE = blockList([
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24'],
  ...['192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
]);
/** Of IPv6 only this has been given out for the public Internet: what is local, mapped, translated or unknown lies outside of it. */
const PUBLIC_6 = blockList(['2000::/3']);
/** In the midst of it: protocols' own addresses, tunnels that lead to an IPv4 address, and those of examples. */
const NOT_PUBLIC_6 = blockList(['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']);

function isPublic(address: string): boolean {
  const family = familyOf(address);
  if (family === 'ipv4') return !INSIDE.check(address, family);
  // A connection to one that was mapped into IPv6 is one to the IPv4 address.
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? [];
  if (mapped !== undefined) return !INSIDE.check(mapped, 'ipv4');
  return PUBLIC_6.check(address, family) && !NOT_PUBLIC_6.check(address, family);
}
const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Whether webhooks may be sent to an address. @param allowed of the own network */
export type MaySendTo = (url: URL) => (address: string) => boolean;

export const maySendTo =
  (allowed: BlockList): MaySendTo =>
  (url) =>
  (address) => {
    if (allowed.check(address, familyOf(address))) return true;
    // On the open Internet anybody on the way could read it.
    return url.protocol === 'https:' && isPublic(address);
  };

/**
 * For when an address is saved; it is asked again at each sending, since a name may lead elsewhere by then.
 * @throws Failure `bad-request` with the field `url`
 */
export async function assertMaySend(url: URL, may: MaySendTo): Promise<void> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) !== 0 ? [host] : await addressesOf(host);
  if (addresses.every(may(url))) return;
  if (url.protocol === 'http:' && addresses.every(may(new URL(`https://${url.host}`))))
    throw new Failure('bad-request', 'is not encrypted: it must begin with https://', 'url');
  throw new Failure('bad-request', 'leads into the server’s own network', 'url');
}

async function addressesOf(host: string): Promise<string[]> {
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch {
    throw new Failure('bad-request', 'can’t be found', 'url');
  }
}
