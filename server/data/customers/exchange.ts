import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { CrmFailure } from './crm-failure.ts';

/** One request to a company's own system: to addresses that may be asked, within a time and a size, without following redirects. */

const MAX_ANSWER_BYTES = 256 * 1024;

export interface Exchange {
  url: URL;
  method: 'GET' | 'POST' | 'PATCH';
  headers: Record<string, string>;
  body: string; // '' when there is none
  timeoutMs: number; // for all of it, answer included
  /** Whether an address may be asked; left out: those that a company's system may have. */
  mayAsk?: (address: string) => boolean;
}

/** @throws CrmFailure when there is no answer that could be read */
export async function exchange(asked: Exchange): Promise<{ status: number; json: unknown }> {
  const { status, text } = await exchangeText(asked);
  try {
    return { status, json: text === '' ? null : (JSON.parse(text) as unknown) };
  } catch {
    throw new CrmFailure('not-json', { detail: `status ${status}` });
  }
}

/** The same with the answer as it is. @throws CrmFailure when there is no answer that could be read */
export async function exchangeText(asked: Exchange): Promise<{ status: number; text: string }> {
  const { url, mayAsk = addressesFor(url) } = asked;
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) !== 0 && !mayAsk(literal)) throw new CrmFailure('forbidden-address', { detail: literal });
  const answer = await send(asked, mayAsk);
  if (answer.status >= 300 && answer.status < 400) throw new CrmFailure('redirect', { detail: String(answer.status) });
  return answer;
}

function send(
  { url, method, headers, body, timeoutMs }: Exchange,
  mayAsk: (address: string) => boolean,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const failed = (error: Error) =>
      reject(
        error instanceof CrmFailure
          ? error
          : signal.aborted
            ? new CrmFailure('too-slow', { detail: `${timeoutMs / 1000} s` })
            : new CrmFailure('unreachable', { detail: error.message }),
      );
    const options = {
      method,
      headers: { ...headers, 'accept-encoding': 'identity', ...(body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) }) },
      signal,
      lookup: lookupAmong(mayAsk),
      // A connection of its own each time: there is nobody else's answer in it, and nothing to be closed at the end.
      agent: false,
    };
    const request = (url.protocol === 'https:' ? https : http).request(url, options, (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > MAX_ANSWER_BYTES) request.destroy(new CrmFailure('too-large', { detail: `more than ${MAX_ANSWER_BYTES / 1024} kB` }));
        else chunks.push(chunk);
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }));
      response.on('error', failed);
    });
    // Without this the connection would be closed without a word, and the request never be over.
    request.on('upgrade', (_, socket) => {
      socket.destroy();
      failed(new CrmFailure('status', { detail: 'status 101' }));
    });
    request.on('error', failed);
    request.end(body);
  });
}

const lists = {
  /** This machine and private networks: where plain HTTP is nobody else's to read. */
  near: blockList(['127.0.0.0/8', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '::1/128', 'fc00::/7']),
  /** No company's system: addresses without a meaning, and link-local ones, under which clouds keep their keys. */
  never: blockList([
    ...['0.0.0.0/8', '169.254.0.0/16', '224.0.0.0/4', '255.255.255.255/32', '::/128', 'fe80::/10', 'ff00::/8'],
    // The same for IPv6, in the midst of private networks.
    ...['fd00:ec2::254/128', 'fd20:ce::254/128', 'fd00:c1::a9fe:a9fe/128'],
  ]),
};

function addressesFor(url: URL): (address: string) => boolean {
  const within = (list: BlockList, address: string) => list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  const isPlain = url.protocol !== 'https:';
  return (address) => !within(lists.never, address) && (!isPlain || within(lists.near, address));
}

export function blockList(subnets: readonly string[]): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [address = '', prefix = ''] = subnet.split('/');
    list.addSubnet(address, Number(prefix), isIP(address) === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}

/** Asked when the connection is made: a name that leads elsewhere by then is refused as well. */
function lookupAmong(mayAsk: (address: string) => boolean): LookupFunction {
  return (hostname: string, options: LookupOptions, callback: (error: Error | null, address: never, family: never) => void) => {
    lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      const refused = addresses?.find(({ address }) => !mayAsk(address));
      const problem = error ?? (refused ? new CrmFailure('forbidden-address', { detail: refused.address }) : null);
      const [first] = addresses ?? [];
      if (options.all) callback(problem, (addresses ?? []) as never, undefined as never);
      else callback(problem, first?.address as never, first?.family as never);
    });
  };
}
