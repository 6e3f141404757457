import { expect, test } from 'vitest';
import { SERVER_SILENT_MS } from '../protocol/system.ts';
import { ofThisLink } from './view.ts';

test.each([
  ['of a link that is there', 1000, true, true],
  ['of before the link that is there, whose machine says nothing', SERVER_SILENT_MS + 1, true, false],
  ['of a link that is gone', 9_000_000, false, true],
])('what a machine said last is shown: %s', (_, ageMs, isLinked, isShown) => {
  const said = { seenAt: 10_000_000 - ageMs, linkedAt: 0, startedAt: 0 };
  expect(ofThisLink(said, isLinked, 10_000_000)).toBe(isShown ? said : null);
  expect(ofThisLink(undefined, isLinked, 10_000_000)).toBeNull();
});
