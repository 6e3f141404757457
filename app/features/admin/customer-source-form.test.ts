import { describe, expect, test } from 'vitest';
import { SourceForm, type SourceValues, valuesOf } from './customer-source-form.ts';

const own: SourceValues = { kind: 'http', url: 'https://crm.example/tandem', secret: 'a long secret of theirs', timeoutSeconds: 2 };

test.each<[values: SourceValues, sent: object]>([
  [own, own],
  [
    { ...own, secret: ' ' },
    { ...own, secret: null },
  ],
  // What was typed for the other choice is not sent with it.
  [{ ...own, kind: 'built-in' }, { kind: 'built-in' }],
  [{ ...own, kind: 'built-in', url: 'nonsense' }, { kind: 'built-in' }],
])('%j is sent as %j', (values, sent) => {
  expect(SourceForm.parse(values)).toEqual(sent);
});

describe('is refused at its field', () => {
  test.each<[change: Partial<SourceValues>, field: string]>([
    [{ url: '' }, 'url'],
    [{ url: 'crm.example' }, 'url'],
    [{ url: 'ftp://crm.example/' }, 'url'],
    [{ url: 'https://user:password@crm.example/' }, 'url'],
    [{ url: 'https://crm.example/?key=1' }, 'url'],
    [{ secret: 'short' }, 'secret'],
    [{ timeoutSeconds: Number.NaN }, 'timeoutSeconds'],
    [{ timeoutSeconds: 60 }, 'timeoutSeconds'],
  ])('%j', (change, field) => {
    const { error } = SourceForm.safeParse({ ...own, ...change });
    expect(error?.issues[0]?.path).toEqual([field]);
  });
});

test('a form begins with what is set, and without the secret', () => {
  expect(valuesOf({ kind: 'built-in' })).toEqual({ kind: 'built-in', url: '', secret: '', timeoutSeconds: 2 });
  expect(valuesOf({ kind: 'http', url: own.url, timeoutSeconds: 5 })).toEqual({ ...own, secret: '', timeoutSeconds: 5 });
});
