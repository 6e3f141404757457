import { expect, test, vi } from 'vitest';
import { knownOf } from './host-known.ts';

test('what the page says is passed on as far as the server takes it; a call is not lost for a context that it would refuse', () => {
  const told = vi.spyOn(console, 'error').mockImplementation(() => {});
  expect(knownOf({ context: { cart: 3 }, identifies: true })).toEqual({ context: { cart: 3 }, identifies: true });
  expect(told).not.toHaveBeenCalled();
  expect(knownOf({ context: { a: { b: { c: { d: { e: {} } } } } } })).toEqual({ context: null, identifies: false });
  expect(told).toHaveBeenCalledWith('[Tandem] The context is nested too deeply');
  expect(knownOf({ context: 'x', identifies: 'yes' })).toEqual({ context: null, identifies: false });
  told.mockRestore();
});
