import { expect, test } from 'vitest';
import { floodsFault, type Looked } from './flooded.ts';

const CALM: Looked = { memoryMb: 200, descriptors: 50, transports: 2, answersMs: [3] };
const CUT_OFF = { sent: 5000, cutOff: 3, refused: 4000 };
const faults = (during: Partial<Looked>, { flooded = CUT_OFF, gone = [] as string[] } = {}) =>
  floodsFault('transports', flooded, CALM, { ...CALM, ...during }, gone);

test('of a flood that was cut off, alone, and that cost nothing, there is nothing to say', () => {
  expect(faults({ memoryMb: 260, descriptors: 90, transports: 6 })).toEqual([]);
});

test('a flood that was none, or was let through, and whom it took along, is found', () => {
  expect(faults({}, { flooded: { sent: 0, cutOff: 0, refused: 0 } })).toEqual([
    'there was no flood of transports',
    'the flood of transports was never cut off',
  ]);
  expect(faults({ transports: 0 })).toEqual(['no transport was seen during the flood of transports']);
  expect(faults({}, { gone: ['caller 1'] })).toEqual(['caller 1 lost the connection during the flood of transports']);
});

test('what a server takes more for it is found', () => {
  expect(faults({ memoryMb: 500 })).toEqual(['the server took 300 MB more for the flood of transports']);
  expect(faults({ descriptors: 5050 })).toEqual(['the server took 5000 descriptors more for the flood of transports']);
  expect(faults({ transports: 10_002 })).toEqual(['the server took 10000 transports more for the flood of transports']);
});
