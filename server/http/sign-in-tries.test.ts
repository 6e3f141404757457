import { expect, test } from 'vitest';
import { SignInTries } from './sign-in-tries.ts';

const answers = (status: number) => async () => new Response(null, { status });

/** How many of so many tries got an answer, and were not refused before. */
async function passed(count: number, run: (nth: number) => Promise<Response>): Promise<number> {
  const results = await Promise.allSettled(Array.from({ length: count }, (_, nth) => run(nth)));
  return results.filter((one) => one.status === 'fulfilled').length;
}

test('a guesser is stopped after ten wrong passwords, also when all come at the same moment; the person at another address is not', async () => {
  const tries = new SignInTries();
  expect(await passed(50, () => tries.run('ana@lisbon.example', 'a', answers(401)))).toBe(10);
  await expect(tries.run('Ana@Lisbon.example', 'a', answers(200))).rejects.toMatchObject({ code: 'too-many' });
  expect((await tries.run('ana@lisbon.example', 'b', answers(200))).status).toBe(200);
  expect((await tries.run('bruno@lisbon.example', 'a', answers(200))).status).toBe(200);
});

test('a guesser with many addresses is stopped for the account', async () => {
  const tries = new SignInTries();
  expect(await passed(1000, (nth) => tries.run('ana@lisbon.example', String(nth), answers(401)))).toBe(200);
});

test('only wrong passwords count', async () => {
  const tries = new SignInTries();
  const broken = async () => {
    throw new Error('no database');
  };
  for (let nth = 0; nth < 250; nth += 1) {
    const status = [200, 400, 403, 429, 500][nth % 5] ?? 0;
    expect((await tries.run('ana@lisbon.example', 'a', answers(status))).status).toBe(status);
    await expect(tries.run('ana@lisbon.example', 'a', broken)).rejects.toThrow('no database');
  }
  expect(await passed(50, () => tries.run('ana@lisbon.example', 'a', answers(401)))).toBe(10);
});

test('success forgets what this address got wrong, and not what others did', async () => {
  const tries = new SignInTries();
  const wrong = (address: string) => tries.run('ana@lisbon.example', address, answers(401));
  expect(await passed(9, () => wrong('a'))).toBe(9);
  await tries.run('ana@lisbon.example', 'a', answers(200));
  expect(await passed(20, () => wrong('a'))).toBe(10);
  // 19 have been counted for the account by now.
  expect(await passed(1000, (nth) => wrong(`other ${nth}`))).toBe(200 - 19);
  await expect(tries.run('ana@lisbon.example', 'b', answers(200))).rejects.toMatchObject({ code: 'too-many' });
});

test.each([
  ['nothing', null],
  ['a number', 17],
  ['an object', { $ne: 1 }],
  ['a list', ['ana@lisbon.example']],
  ['too long', 'x'.repeat(255)],
])('what is no e-mail (%s) is left to the sign-in to refuse', async (_, email) => {
  const tries = new SignInTries();
  expect(await passed(300, () => tries.run(email, 'a', answers(401)))).toBe(300);
});
