import { describe, expect, test } from 'vitest';
import type { AuditEntry } from '../../../server/protocol/audit.ts';
import { LISTENING_ENDS } from '../../../server/protocol/supervise.ts';
import { sayIn } from '../../lib/i18n/testing.ts';
import { detailLines } from './audit-details.ts';

const centers = [{ id: 'lisbon', name: 'Lisbon' }];
const said = (details: AuditEntry['details'], locale: 'en' | 'fr' = 'en') => detailLines(details, centers).map(sayIn(locale));

describe('what is kept of an act is said in words', () => {
  test.each<[string, AuditEntry['details'], string[]]>([
    ['listening begins', { what: 'begun', how: 'monitor', session: '7f3a' }, ['What: Began', 'How: Monitor']],
    [
      'another way of listening',
      { what: 'switched', how: 'barge', before: 'whisper' },
      ['What: Changed how', 'How: Barge in', 'Before: Whisper'],
    ],
    [
      'listening ends',
      { what: 'ended', how: 'monitor', why: 'handed-on', seconds: 75 },
      ['What: Ended', 'How: Monitor', 'Why it ended: The caller was handed on', 'How long: 1:15'],
    ],
    ['a status', { status: 'lunch' }, ['Status: Lunch']],
    ['skills stay as they are', { before: 'Sales 2', after: 'Sales 3' }, ['Before: Sales 2', 'After: Sales 3']],
    [
      'a rule, in the units of its figure',
      { change: 'changed', measure: 'service-level', comparison: 'below', threshold: 80, forSeconds: 90 },
      ['Change: Changed', 'When: Service level below 80 %', 'For: 1:30'],
    ],
    ['a webhook', { change: 'secret renewed', host: 'example.com' }, ['Change: Secret renewed', 'Host: example.com']],
    ['a key', { scopes: 'calls:read', centers: 'lisbon' }, ['May read: calls:read', 'Centers: Lisbon']],
    ['what is empty is left out', { scopes: 'calls:read', centers: null }, ['May read: calls:read']],
    [
      'what nobody knows stays as it was kept',
      { why: 'power cut', status: 'gone', seconds: 'many' },
      ['Status: gone', 'Why it ended: power cut', 'How long: many'],
    ],
  ])('%s', (_, details, lines) => {
    expect(said(details)).toEqual(lines);
  });

  test('every way in which listening ends has words', () => {
    for (const why of LISTENING_ENDS) expect(said({ why })).not.toEqual([`Why it ended: ${why}`]);
    expect(said({ what: 'heard' }, 'fr')).toEqual(['Quoi\u00a0: Agent d’un autre centre entendu']);
  });
});
