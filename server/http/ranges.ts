/** A part of a file that a browser asks for, to begin playing in the middle of it (RFC 9110, section 14). */
export type RangeAsked = { kind: 'whole' } | { kind: 'part'; from: number; to: number } | { kind: 'none' };

/**
 * @param header `Range`, if there is one; what is not one plain range of bytes asks for the whole
 * @param length of the file
 * @returns `to` is the last byte of the part; `none`: it lies outside
 */
export function rangeIn(header: string | undefined, length: number): RangeAsked {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? [];
  if (first === '' && last === '') return { kind: 'whole' };
  const from = first === '' ? Math.max(0, length - Number(last)) : Number(first);
  const to = first === '' || last === '' ? length - 1 : Math.min(Number(last), length - 1);
  if (first !== '' && last !== '' && Number(last) < Number(first)) return { kind: 'whole' };
  return from > to ? { kind: 'none' } : { kind: 'part', from, to };
}

/**
 * A recording, or the part of it that is asked for.
 * @param as its content type, and for how long caches may keep it; left out they keep nothing, which the server says of all its API
 */
export function soundAnswer(bytes: Uint8Array, range: string | undefined, as: { type?: string; cache?: string } = {}): Response {
  const asked = rangeIn(range, bytes.length);
  const headers: Record<string, string> = { 'Content-Type': as.type ?? 'audio/ogg', 'Accept-Ranges': 'bytes' };
  if (as.cache !== undefined) headers['Cache-Control'] = as.cache;
  switch (asked.kind) {
    case 'whole':
      return new Response(Uint8Array.from(bytes), { headers });
    case 'part': {
      const { from, to } = asked;
      const part = Uint8Array.from(bytes.subarray(from, to + 1));
      return new Response(part, { status: 206, headers: { ...headers, 'Content-Range': `bytes ${from}-${to}/${bytes.length}` } });
    }
    case 'none':
      return new Response(null, { status: 416, headers: { ...headers, 'Content-Range': `bytes */${bytes.length}` } });
  }
}
