import { expect, it } from 'vitest';
import type { MediaParty } from '../protocol/media.ts';
import { audible, EVERYBODY, type HearingPlan } from './plan.ts';

const PARTIES: MediaParty[] = ['caller', 'agent-7', 'agent-8'];

/** `a>b`: a is heard by b. */
const heard = (plan: HearingPlan) =>
  PARTIES.flatMap((speaker) =>
    PARTIES.filter((listener) => listener !== speaker && audible(listener, speaker, plan)).map((listener) => `${speaker}>${listener}`),
  );

it.each<[string, Partial<HearingPlan>, string[]]>([
  [
    'everybody hears everybody',
    {},
    ['caller>agent-7', 'caller>agent-8', 'agent-7>caller', 'agent-7>agent-8', 'agent-8>caller', 'agent-8>agent-7'],
  ],
  ['a held party hears nobody and is heard by nobody', { held: ['caller'] }, ['agent-7>agent-8', 'agent-8>agent-7']],
  ['two held parties don’t hear each other', { held: ['caller', 'agent-7'] }, []],
  [
    'a silenced party hears, and is heard by nobody',
    { silenced: ['agent-8'] },
    ['caller>agent-7', 'caller>agent-8', 'agent-7>caller', 'agent-7>agent-8'],
  ],
  ['held weighs more than silenced', { held: ['agent-8'], silenced: ['agent-8'] }, ['caller>agent-7', 'agent-7>caller']],
  ['a party that is not there changes nothing for the others', { held: ['agent-9'] }, heard(EVERYBODY)],
])('%s', (_, plan, pairs) => {
  expect(heard({ ...EVERYBODY, ...plan })).toEqual(pairs);
});
