import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { Socket } from 'socket.io';
import { CLIENT_ADDRESS_HEADER, setRequestHeader } from '../http/addresses.ts';
import type { Vouching } from '../http/vouching.ts';
import { keyMatches } from '../sockets/keys.ts';

/** By which the routing server knows what a center hands on from its own entry, and believes for whom: the center's id and link key. */
const CENTER_HEADER = 'x-tandem-center';
const KEY_HEADER = 'x-tandem-center-key';
const FOR_ADDRESS_HEADER = 'x-tandem-center-address';
const FOR_AGENT_HEADER = 'x-tandem-center-agent';

/** What callers ask for, and what agents do in their own name, which a center hands on. */
const OF_CALLERS = /^\/api\/(?:widget|callbacks)\//;
const OF_AGENTS = /^\/api\/(?:messages(?:\/|\?|$)|blocks$)/;

export interface CenterWord {
  centerId: string;
  /** The center's link key. */
  key: string;
}

/** What a center puts on what it hands on. @param address the browser's own @param agentId who is signed in at it; null: a caller's page asks */
export const centerHeaders = ({ centerId, key }: CenterWord, address: string, agentId: string | null = null): Record<string, string> => ({
  ...(agentId !== null && { [FOR_AGENT_HEADER]: agentId }),
  [CENTER_HEADER]: centerId,
  [KEY_HEADER]: key,
  [FOR_ADDRESS_HEADER]: address,
});

/** sha256 of the link keys that are good for a center now, hex. */
type HashesOf = (centerId: string) => Promise<readonly string[]>;

/** The address of the browser for whom a center asks; null: it is no center's word. */
async function addressIn(headers: IncomingMessage['headers'], hashesOf: HashesOf): Promise<string | null> {
  const [centerId, key, address] = [CENTER_HEADER, KEY_HEADER, FOR_ADDRESS_HEADER].map((name) => String(headers[name] ?? ''));
  if (!centerId || !key || !address || isIP(address) === 0 || centerId.length > 64 || key.length > 200) return null;
  return (await hashesOf(centerId)).some((hash) => keyMatches(key, hash)) ? address : null;
}

/**
 * Takes a center's word for the address of a caller, and for which of its own agents asks for something in their own name. Without
 * the key it is nobody's word.
 * @returns whether it is a center's request
 */
export async function believeCenter(
  request: IncomingMessage,
  {
    hashesOf,
    isAgentOf,
    vouching,
  }: { hashesOf: HashesOf; isAgentOf: (agentId: string, centerId: string) => Promise<boolean>; vouching: Vouching },
): Promise<boolean> {
  const agentId = request.headers[FOR_AGENT_HEADER];
  const isAgents = agentId !== undefined;
  if (!(isAgents ? OF_AGENTS : OF_CALLERS).test(request.url ?? '')) return false;
  const address = await addressIn(request.headers, hashesOf);
  if (address === null) return false;
  if (isAgents && !(await isAgentOf(String(agentId), String(request.headers[CENTER_HEADER])))) return false;
  setRequestHeader(request, CLIENT_ADDRESS_HEADER, address);
  setRequestHeader(request, 'cookie', isAgents ? vouching.cookieFor(String(agentId)) : '');
  return true;
}

/** The same of a caller's socket, before anybody looks at its address. */
export function believeCenters(hashesOf: HashesOf) {
  return async (socket: Socket, next: () => void): Promise<void> => {
    const { handshake } = socket;
    const address = await addressIn(handshake.headers, hashesOf).catch(() => null);
    if (address !== null) {
      handshake.address = address;
      delete handshake.headers['x-forwarded-for'];
    }
    next();
  };
}
