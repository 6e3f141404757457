import { expect, test } from 'vitest';
import { Closers } from './closers.ts';

test('parts end youngest first, once, and one that does not end cleanly keeps no other from ending', async () => {
  const [ended, said]: [string[], string[]] = [[], []];
  const closers = new Closers({ error: (_, message) => void said.push(message) });
  const part = (name: string, fails = false) => ({
    async close() {
      ended.push(name);
      if (fails) throw new Error('no');
    },
  });
  closers.add(part('database'));
  closers.add(part('media', true));
  expect(closers.add(part('http')).close).toBeInstanceOf(Function);
  await Promise.all([closers.close(), closers.close()]);
  expect(ended).toEqual(['http', 'media', 'database']);
  expect(said).toEqual(['Something did not end cleanly']);
});
