import { expect, test } from 'vitest';
import { callText, contextOf, PLAIN, tagsOf, tagText } from './tag-options.ts';

test('a tag says what was chosen and nothing else', () => {
  expect(tagsOf(PLAIN, 'Second')).toEqual([{}]);
  expect(tagsOf({ ...PLAIN, theme: 'dark', lang: 'pt', context: ' {"cart": 3} ' }, 'Second')).toEqual([
    { theme: 'dark', lang: 'pt', context: '{"cart": 3}' },
  ]);
});

test('two tags stand on the two sides', () => {
  expect(tagsOf({ ...PLAIN, second: true }, 'Second')).toEqual([
    { position: 'bottom-right' },
    { position: 'bottom-left', label: 'Second' },
  ]);
  expect(tagsOf({ ...PLAIN, second: true, position: 'bottom-left' }, 'Second').map(({ position }) => position)).toEqual([
    'bottom-left',
    'bottom-right',
  ]);
});

test('a tag is written as it may stand in a page', () => {
  expect(tagText('https://calls.example', { context: '{"a":"b & c"}' })).toBe(
    '<script src="https://calls.example/widget.js" data-key="pk_…" data-context="{&quot;a&quot;:&quot;b &amp; c&quot;}" async></script>',
  );
});

test('topic, person and token are attributes too, and a call by the API has what was typed', () => {
  const typed = { ...PLAIN, topic: ' Support ', name: 'Ana', identity: 'ey.a.b', context: '{"cart": 3}' };
  expect(tagsOf(typed, 'Second')).toEqual([{ topic: 'Support', name: 'Ana', identity: 'ey.a.b', context: '{"cart": 3}' }]);
  expect(callText(typed)).toContain('tandem.call({ topic: "Support", context: {"cart": 3} });');
  expect(callText({ ...PLAIN, context: '[1]' })).toContain('tandem.call();');
  expect([contextOf('{"a":1}'), contextOf('[1]'), contextOf('{'), contextOf('')]).toEqual([{ a: 1 }, undefined, undefined, undefined]);
});
