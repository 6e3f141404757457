import { afterEach, expect, test, vi } from 'vitest';
import { forgetCall, type KeptCall, keepCall, keptCall, keptIn } from './call-key.ts';

const call: KeptCall = { callId: '01J', secret: 's'.repeat(32), byText: false, muted: true };

afterEach(() => vi.unstubAllGlobals());

test('a call is kept in the tab, and the page around is told nothing of it', () => {
  const kept = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
    removeItem: (name: string) => kept.delete(name),
  });
  const hand = vi.fn();
  expect(keptCall()).toBeNull();
  keepCall(call, hand);
  expect(keptCall()).toEqual(call);
  forgetCall(hand);
  expect(keptCall()).toBeNull();
  expect(hand).not.toHaveBeenCalled();
});

test('where storage is closed to the frame, the page around keeps it', () => {
  const closed = () => {
    throw new DOMException('Access is denied', 'SecurityError');
  };
  vi.stubGlobal('sessionStorage', { getItem: closed, setItem: closed, removeItem: closed });
  const handed: (string | null)[] = [];
  const hand = (mark: string | null) => void handed.push(mark);
  expect(keptCall()).toBe('closed');
  keepCall(call, hand);
  forgetCall(hand);
  expect(handed.map(keptIn)).toEqual([call, null]);
});

test.each([
  ['nothing', null],
  ['what is no text', 7],
  ['what is no JSON', '{'],
  ['a list', '[]'],
  ['nothing in JSON', 'null'],
  ['a key without a secret', '{"callId":"01J"}'],
  ['numbers', '{"callId":1,"secret":2}'],
  ['far too much', JSON.stringify({ ...call, more: 'x'.repeat(600) })],
])('%s is no call that was kept', (_, mark) => expect(keptIn(mark)).toBeNull());

test('what an older page kept has the rest by default', () => {
  expect(keptIn('{"callId":"01J","secret":"s"}')).toEqual({ callId: '01J', secret: 's', byText: false, muted: false });
});
