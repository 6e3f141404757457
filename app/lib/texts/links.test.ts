import { expect, test } from 'vitest';
import { partsOf } from './links.ts';

const text = (words: string) => ({ kind: 'text', text: words });
const link = (words: string, href: string, host: string | null = null) => ({ kind: 'link', text: words, href, host });

test.each([
  ['no link', [text('no link')]],
  ['', []],
  ['see https://example.com/a?b=1&c=2.', [text('see '), link('https://example.com/a?b=1&c=2', 'https://example.com/a?b=1&c=2'), text('.')]],
  ['(http://example.com)', [text('('), link('http://example.com', 'http://example.com/'), text(')')]],
  ['www.example.com', [link('www.example.com', 'https://www.example.com/')]],
  ['https://example.com\nnext', [link('https://example.com', 'https://example.com/'), text('\nnext')]],
  ['HTTPS://EXAMPLE.COM/Z', [link('HTTPS://EXAMPLE.COM/Z', 'https://example.com/Z')]],
  ['http://localhost:3000/x', [link('http://localhost:3000/x', 'http://localhost:3000/x')]],
])('%j', (written, parts) => {
  expect(partsOf(written)).toEqual(parts);
});

test.each(['example.com', 'mail a@example.com', 'mailto:a@example.com', 'ftp://example.com', 'javascript:alert(1)', 'data:text/html,x'])(
  '%j is no link',
  (written) => {
    expect(partsOf(written)).toEqual([text(written)]);
  },
);

test('markup is words', () => {
  expect(partsOf('<img src=x onerror=alert(1)>')).toEqual([text('<img src=x onerror=alert(1)>')]);
  expect(
    partsOf('<a href="https://example.com">x</a>')
      .map((part) => part.text)
      .join(''),
  ).toBe('<a href="https://example.com">x</a>');
});

test('a link that pretends to lead elsewhere tells its real host', () => {
  expect(partsOf('https://bank.example@evil.example/')).toEqual([
    link('https://bank.example@evil.example/', 'https://bank.example@evil.example/', 'evil.example'),
  ]);
  expect(partsOf('https://bänk.example/')).toEqual([link('https://bänk.example/', 'https://xn--bnk-qla.example/', 'xn--bnk-qla.example')]);
});

test('letters that turn the direction of writing are not in what a link shows', () => {
  const [part] = partsOf('https://example.com/\u202Egpj.exe');
  expect(part).toMatchObject({ kind: 'link', text: 'https://example.com/%E2%80%AEgpj.exe' });
});
