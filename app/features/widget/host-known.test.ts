import { expect, test, vi } from 'vitest';
import { knownOf } from './host-known.ts';

test('what the page says is passed on as far as the server takes it; a call is not lost for a context that it would refuse', () => {
  const told = vi.spyOn(console, 'error').mockImplementation(() => {});
  expect(knownOf({ context: { cart: 3 }, identity: 'e.y.J' })).toEqual({ context: { cart: 3 }, identity: 'e.y.J' });
  expect(told).not.toHaveBeenCalled();
  expect(knownOf({ context: { a: { b: { c: { d: { e: {} } } } } } })).toEqual({ context: null, identity: null });
  expect(told).toHaveBeenCalledWith('[Tandem] The context is nested too deeply');
  expect(knownOf({ context: 'x', identity: 7 })).toEqual({ context: null, identity: null });
  told.mockRestore();
});
