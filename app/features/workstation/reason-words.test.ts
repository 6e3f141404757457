import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Reason } from '../../../server/protocol/reasons.ts';
import { reasonText } from '../../../server/routing/core/reasons.ts';
import { sayIn } from '../../lib/i18n/testing.ts';
import { reasonWords } from './reason-words.ts';

const idle = (free: number | null): Reason => ({ kind: 'compared', figure: { by: 'longest-idle', idleSeconds: 14 }, free });
const extra = (skills: number): Reason => ({ kind: 'compared', figure: { by: 'fewest-extra-skills', skills }, free: null });
const skills: Reason = {
  kind: 'skills',
  skills: [
    { name: 'Portuguese', level: 5 },
    { name: 'Billing', level: 3 },
  ],
};

describe('why you is said in the language of the page', () => {
  test.each<[Reason, string, string, string]>([
    [skills, 'Portuguese 5, Billing 3', 'Portuguese 5, Billing 3', 'Portuguese 5, Billing 3'],
    [idle(1), 'idle 14 s, the only one free', 'livre há 14 s, a única pessoa livre', 'libre depuis 14 s, seule personne libre'],
    [
      idle(3),
      'idle 14 s, best of 3 free',
      'livre há 14 s, primeira escolha entre 3 pessoas livres',
      'libre depuis 14 s, premier choix parmi 3 personnes libres',
    ],
    [idle(null), 'idle 14 s', 'livre há 14 s', 'libre depuis 14 s'],
    [extra(0), '0 skills beside', 'mais 0 competências', '0 autre compétence'],
    [extra(1), '1 skill beside', 'mais 1 competência', '1 autre compétence'],
    [extra(2), '2 skills beside', 'mais 2 competências', '2 autres compétences'],
    [
      { kind: 'compared', figure: { by: 'least-occupied', occupancy: 0.456 }, free: null },
      '46 % occupied of late',
      '46\u00a0% de ocupação nos últimos tempos',
      '46\u202f% d’occupation ces derniers temps',
    ],
    [{ kind: 'by-name' }, 'asked for by name', 'foi a si que pediram, pelo nome', 'c’est vous que l’on demande, par votre nom'],
    [{ kind: 'said', text: 'idle longest' }, 'idle longest', 'idle longest', 'idle longest'],
  ])('%o', (reason, en, pt, fr) => {
    expect([sayIn('en'), sayIn('pt'), sayIn('fr')].map((say) => say(reasonWords(reason)))).toEqual([en, pt, fr]);
  });
});

const count = fc.integer({ min: 0, max: 999 });
const figure = fc.oneof(
  fc.record({ by: fc.constant('longest-idle' as const), idleSeconds: fc.nat() }),
  fc.record({ by: fc.constant('least-occupied' as const), occupancy: fc.double({ min: 0, max: 1, noNaN: true }) }),
  fc.record({ by: fc.constant('fastest-server' as const), handleSeconds: fc.nat() }),
  fc.record({ by: fc.constant('fewest-extra-skills' as const), skills: count }),
  fc.record({ by: fc.constant('random' as const) }),
);
const skill = fc.record({ name: fc.string({ unit: 'grapheme', maxLength: 20 }), level: fc.integer({ min: 1, max: 5 }) });
const reason: fc.Arbitrary<Reason> = fc.oneof(
  fc.record({ kind: fc.constant('skills' as const), skills: fc.array(skill, { minLength: 1, maxLength: 4 }) }),
  fc.record({ kind: fc.constant('compared' as const), figure, free: fc.option(fc.integer({ min: 1, max: 100_000 })) }),
  fc.record({ kind: fc.constantFrom('anybody' as const, 'spoke-last' as const, 'by-name' as const, 'several-at-once' as const) }),
  fc.record({ kind: fc.constant('said' as const), text: fc.string({ unit: 'grapheme' }) }),
);

test('in English the page says word for word what stands in the log', () => {
  const say = sayIn('en');
  fc.assert(
    fc.property(reason, (one) => {
      expect(say(reasonWords(one))).toBe(reasonText(one));
    }),
  );
});
