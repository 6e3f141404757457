import { TandemError } from './errors.ts';
import type { ClientOptions } from './types.ts';

/** Where the server is, and by what key this page asks it. */
export interface Place {
  /** Without a slash at its end. */
  server: string;
  key: string;
  /** An address of the API, with the key. */
  address(path: string): string;
}

/** @throws TandemError `bad-request` */
export function placeOf({ url, key }: ClientOptions): Place {
  const { protocol, origin: server } = URL.parse(url) ?? { protocol: '', origin: '' };
  if (protocol !== 'https:' && protocol !== 'http:') throw new TandemError('bad-request', 'The server’s address can’t be read.', 'url');
  if (!/^pk_[A-Za-z0-9]{4,40}$/.test(key)) throw new TandemError('bad-request', 'This is not a widget key.', 'key');
  return {
    ...{ server, key },
    address(path) {
      const address = new URL(path, server);
      address.searchParams.set('key', key);
      return address.href;
    },
  };
}
