import { expect, it } from 'vitest';
import type { MediaParty } from '../protocol/media.ts';
import { audible, EVERYBODY, type HearingPlan, knows, type Listener, visible } from './plan.ts';

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

const SOFIA: MediaParty = 'supervisor-s1';
const RUI: MediaParty = 'supervisor-s2';
const ROOM: MediaParty[] = ['caller', 'agent-7', SOFIA, RUI];
const sofia = (heardBy: Listener['heardBy']): Listener[] => [{ id: SOFIA, heardBy }];

/** Whom Sofia hears, then who hears her. */
const around = (plan: HearingPlan) => ({
  hears: ROOM.filter((other) => other !== SOFIA && audible(SOFIA, other, plan)),
  heardBy: ROOM.filter((other) => other !== SOFIA && audible(other, SOFIA, plan)),
  knownTo: ROOM.filter((other) => other !== SOFIA && knows(other, SOFIA, plan)),
});

it.each<[string, Partial<HearingPlan>, ReturnType<typeof around>]>([
  ['a supervisor whom no plan names hears nobody and is heard by nobody', {}, { hears: [], heardBy: [], knownTo: [] }],
  [
    'one who monitors hears all, is heard by nobody and known to nobody',
    { listeners: sofia('nobody') },
    { hears: ['caller', 'agent-7'], heardBy: [], knownTo: [] },
  ],
  [
    'one who whispers is heard by the agent and known to the agent alone',
    { listeners: sofia(['agent-7']) },
    { hears: ['caller', 'agent-7'], heardBy: ['agent-7'], knownTo: ['agent-7'] },
  ],
  [
    'one who barges in is heard by all; another supervisor, too, once they are in the plan',
    { listeners: [...sofia('everybody'), { id: RUI, heardBy: 'nobody' }] },
    { hears: ['caller', 'agent-7'], heardBy: ['caller', 'agent-7', RUI], knownTo: ['caller', 'agent-7', RUI] },
  ],
  [
    'a caller on hold neither hears one who barges in nor is heard by them',
    { held: ['caller'], listeners: sofia('everybody') },
    { hears: ['agent-7'], heardBy: ['agent-7'], knownTo: ['caller', 'agent-7', RUI] },
  ],
  [
    'who is silenced is not heard by a supervisor either',
    { silenced: ['caller'], listeners: sofia('nobody') },
    { hears: ['agent-7'], heardBy: [], knownTo: [] },
  ],
])('%s', (_, plan, expected) => {
  expect(around({ ...EVERYBODY, ...plan })).toEqual(expected);
});

it('a supervisor who listens in sees nothing that is shown, and shows nothing, whatever the plan', () => {
  const plan: HearingPlan = { ...EVERYBODY, listeners: sofia('everybody') };
  expect([visible(SOFIA, 'caller', plan), visible('caller', SOFIA, plan), visible('agent-7', 'caller', plan)]).toEqual([
    false,
    false,
    true,
  ]);
});
