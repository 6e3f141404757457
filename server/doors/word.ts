import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { CLIENT_ADDRESS_HEADER, setRequestHeader } from '../http/addresses.ts';

/** By which the routing server knows a request of a web node, and believes for whom it asks. */
const DOOR_HEADER = 'x-tandem-door';
const FOR_HOST_HEADER = 'x-tandem-door-host';
const FOR_ADDRESS_HEADER = 'x-tandem-door-address';

/** What a web node puts on the requests that it hands on. @param key one that all servers of the installation derive */
export function doorHeaders(key: Buffer, request: Pick<IncomingMessage, 'headers'>): Record<string, string> {
  return {
    [DOOR_HEADER]: key.toString('base64url'),
    [FOR_HOST_HEADER]: request.headers.host ?? '',
    [FOR_ADDRESS_HEADER]: String(request.headers[CLIENT_ADDRESS_HEADER] ?? ''),
  };
}

/**
 * Takes a web node's word for host and address of the browser. Without the key it is nobody's word.
 * @returns whether it is a web node's request
 */
export function believeDoor(key: Buffer, request: IncomingMessage): boolean {
  const shown = Buffer.from(String(request.headers[DOOR_HEADER] ?? ''), 'base64url');
  if (shown.length !== key.length || !timingSafeEqual(shown, key)) return false;
  setRequestHeader(request, 'host', String(request.headers[FOR_HOST_HEADER] ?? ''));
  setRequestHeader(request, CLIENT_ADDRESS_HEADER, String(request.headers[FOR_ADDRESS_HEADER] ?? ''));
  return true;
}
