import { expect, test } from 'vitest';
import { addRecent, NO_DRAFT, readDraft, readRecent, type Store, writeDraft } from './wrapup-draft.ts';

function store(stored: Record<string, string> = {}): Store {
  const values = new Map(Object.entries(stored));
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}
const closed: Store = {
  getItem: () => {
    throw new Error('denied');
  },
  setItem: () => {
    throw new Error('denied');
  },
  removeItem: () => {
    throw new Error('denied');
  },
};

test('a draft is there again after a reload, until the wrap-up is finished', () => {
  const tab = store();
  const draft = { disposition: ['Order', 'Placed'], followUp: { dueOn: '2026-11-24', note: 'Call back' } };
  writeDraft(tab, 'call-1', draft);
  expect([readDraft(tab, 'call-1'), readDraft(tab, 'call-2')]).toEqual([draft, NO_DRAFT]);
  writeDraft(tab, 'call-1', null);
  expect(readDraft(tab, 'call-1')).toEqual(NO_DRAFT);
});

test.each(['{', 'null', '7', '[]', '{"disposition":"Order","followUp":[]}', '{"disposition":[7],"followUp":{"dueOn":1}}'])(
  'a stored draft of %j is none',
  (stored) => {
    expect(readDraft(store({ 'tandem-wrapup-call-1': stored }), 'call-1')).toEqual(NO_DRAFT);
  },
);

test('recent dispositions are each agent’s own', () => {
  const machine = store();
  addRecent(machine, 'ana', 'Order › Placed');
  addRecent(machine, 'ana', 'Wrong number');
  expect([readRecent(machine, 'ana'), readRecent(machine, 'bruno')]).toEqual([['Wrong number', 'Order › Placed'], []]);
  expect(readRecent(store({ 'tandem-dispositions-ana': '{"x":1}' }), 'ana')).toEqual([]);
});

test('a browser that stores nothing is no reason to stop', () => {
  writeDraft(closed, 'call-1', NO_DRAFT);
  addRecent(closed, 'ana', 'x');
  expect([readDraft(closed, 'call-1'), readRecent(closed, 'ana')]).toEqual([NO_DRAFT, []]);
});
