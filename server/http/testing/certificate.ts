import { generateKeyPairSync, sign } from 'node:crypto';
import { isIP } from 'node:net';

/** One value of DER: its tag, its length and what it holds. */
function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Uint8Array.of(tag, ...size), content]);
}
const sequence = (...parts: Uint8Array[]) => der(0x30, ...parts);
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const pem = (label: string, bytes: Buffer) =>
  `-----BEGIN ${label}-----\n${(bytes.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END ${label}-----\n`;

const ECDSA_SHA256 = sequence(oid('2a8648ce3d040302'));
const VALID = sequence(der(0x18, Buffer.from('20200101000000Z')), der(0x18, Buffer.from('20990101000000Z')));

/** A certificate of its own authority for one address, and its key, in PEM form. @param serial tells it from others, below 128 */
export function certificateFor(host: string, serial = 1): { cert: string; key: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from('Tests of Tandem')))));
  const address = isIP(host) === 4 ? der(0x87, Uint8Array.from(host.split('.').map(Number))) : der(0x82, Buffer.from(host));
  const extensions = sequence(
    sequence(oid('551d13'), der(0x01, Uint8Array.of(0xff)), der(0x04, sequence(der(0x01, Uint8Array.of(0xff))))),
    sequence(oid('551d11'), der(0x04, sequence(address))),
  );
  const body = sequence(
    der(0xa0, der(0x02, Uint8Array.of(2))),
    der(0x02, Uint8Array.of(serial)),
    ...[ECDSA_SHA256, name, VALID, name],
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, extensions),
  );
  const signature = der(0x03, Uint8Array.of(0), sign('sha256', body, privateKey));
  return {
    cert: pem('CERTIFICATE', sequence(body, ECDSA_SHA256, signature)),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}
