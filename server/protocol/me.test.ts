import { describe, expect, test } from 'vitest';
import { Me, Refusal } from './me.ts';

const ana = { id: 'ana', name: 'Ana', email: 'ana@lisbon.example', role: 'agent', centerId: 'lisbon', centerName: 'Lisbon' };

describe('who is signed in', () => {
  test('is read, also of nobody’s center', () => {
    expect(Me.safeParse(ana)).toEqual({ success: true, data: ana });
    expect(Me.safeParse({ ...ana, role: 'administrator', centerId: null, centerName: null }).success).toBe(true);
  });
  test.each([
    null,
    undefined,
    'ana',
    [],
    {},
    { ...ana, id: 7 },
    { ...ana, role: 'king' },
    { ...ana, role: undefined },
    { ...ana, centerId: undefined },
    { ...ana, centerName: {} },
  ])('is not read from %j', (value) => {
    expect(Me.safeParse(value).success).toBe(false);
  });
});

describe('a refusal', () => {
  test('is read with and without the field at fault', () => {
    for (const error of [
      { code: 'conflict', message: 'No' },
      { code: 'bad-request', message: 'No', field: 'name' },
    ])
      expect(Refusal.safeParse({ error })).toEqual({ success: true, data: { error } });
  });
  test.each([
    null,
    {},
    { error: 'no' },
    { error: { code: 'else', message: 'No' } },
    { error: { code: 'conflict' } },
    { error: { code: 'conflict', message: 'No', field: 1 } },
  ])('is not read from %j', (value) => {
    expect(Refusal.safeParse(value).success).toBe(false);
  });
});
