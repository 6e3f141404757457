import { describe, expect, test } from 'vitest';
import { readOptions, topicNamed } from './widget-options.ts';

describe('what the tag says', () => {
  test('who is calling is read from behind the #', () => {
    const options = readOptions(
      '?origin=https%3A%2F%2Fshop.example&topic=sales',
      '#name=Maria+Silva&email=m%40x.pt&customer=42&page=%2Fcart',
    );
    expect(options).toEqual({
      origin: 'https://shop.example',
      topic: 'sales',
      name: 'Maria Silva',
      email: 'm@x.pt',
      customerId: '42',
      page: '/cart',
      theme: null,
      accent: null,
      onAccent: null,
    });
  });

  test.each([
    ['?name=Ana', '', 'Ana'],
    ['?name=Ana', '#name=Maria', 'Maria'],
    ['', `#name=${'x'.repeat(500)}`, 'x'.repeat(120)],
    ['', '', ''],
  ])('name from %j and %j', (search, hash, name) => {
    expect(readOptions(search, hash).name).toBe(name);
  });

  test.each([
    ['https://shop.example', 'https://shop.example'],
    ['https://shop.example/path?x', 'https://shop.example'],
    ['null', null],
    ['javascript:alert(1)', null],
    ['', null],
  ])('origin %j is %j', (given, origin) => {
    expect(readOptions(`?origin=${encodeURIComponent(given)}`, '').origin).toBe(origin);
  });
});

test.each([
  ['sales', 'sales'],
  ['Sales (English)', 'sales'],
  [' sales (english) ', 'sales'],
  ['repairs', undefined],
  [null, undefined],
])('topic %j is %j', (wanted, id) => {
  expect(topicNamed([{ id: 'sales', name: 'Sales (English)' }], wanted)?.id).toBe(id);
});
