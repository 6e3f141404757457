import { createTranslator } from 'use-intl/core';
import { describe, expect, test } from 'vitest';
import type { WireError } from '../../../server/protocol/common.ts';
import type { Locale } from '../../../server/protocol/locale.ts';
import { sentence } from '../../../server/protocol/sentences.ts';
import en from '../../messages/en/errors.json' with { type: 'json' };
import fr from '../../messages/fr/errors.json' with { type: 'json' };
import pt from '../../messages/pt/errors.json' with { type: 'json' };
import { WireFailure, wireErrorOf } from '../failure.ts';
import { errorWords } from './error-words.ts';

const MESSAGES = { en, pt, fr };
const say = (error: unknown, locale: Locale) => {
  const translate = createTranslator({ locale, messages: { errors: MESSAGES[locale] }, namespace: 'errors' });
  return errorWords(error, locale, translate as Parameters<typeof errorWords>[2]);
};
const refused = (said: Omit<WireError, 'code'>) => new WireFailure({ code: 'conflict', field: 'target', ...said });

describe('what a server refuses', () => {
  test.each<[string, WireFailure, string, string, string]>([
    [
      'with a name in it',
      refused(sentence('agent-on-call', { name: 'Carol Nguyen' })),
      'Carol Nguyen is on a call. Your call goes on.',
      'Carol Nguyen está em chamada. A sua chamada continua.',
      'Carol Nguyen est en appel. Votre appel continue.',
    ],
    [
      'with a number in it',
      refused(sentence('skill-held', { count: 1 })),
      '1 person has this skill',
      '1 pessoa tem esta competência.',
      '1 personne a cette compétence.',
    ],
    [
      'always the same',
      refused({ message: 'This call is over' }),
      'This call is over',
      pt.sentences['this-call-is-over'],
      'Cet appel est terminé.',
    ],
    [
      'by a key that this page does not know',
      refused({ message: 'Carol is on the moon', sentence: 'agent-on-the-moon', values: { name: 'Carol' } }),
      'Carol is on the moon',
      pt.codes.conflict,
      fr.codes.conflict,
    ],
    [
      'by something that is no key',
      refused({ message: 'This call is over', sentence: '__proto__' }),
      'This call is over',
      pt.sentences['this-call-is-over'],
      fr.sentences['this-call-is-over'],
    ],
  ])('%s is said in the language of the page', (_, error, ...said) => {
    expect((['en', 'pt', 'fr'] as const).map((locale) => say(error, locale))).toEqual(said);
    expect((['en', 'pt', 'fr'] as const).map((locale) => say(wireErrorOf(error), locale))).toEqual(said);
  });

  test('is not guessed when it is no refusal', () => {
    expect(say(new Error('boom'), 'pt')).toBe(pt.other);
    expect(say(wireErrorOf(new Error('boom')), 'fr')).toBe(fr.sentences['something-went-wrong-try-again']);
  });
});
