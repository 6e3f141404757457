import { expect, test } from 'vitest';
import { WidgetKeyInput } from '../../../server/protocol/widget-keys.ts';
import { formOf, policyOf, sitesOf, tagOf } from './key-form.ts';

test('a new key is for no other site, and can be saved once it has a name', () => {
  expect(WidgetKeyInput.safeParse(formOf(null)).success).toBe(false);
  expect(WidgetKeyInput.parse({ ...formOf(null), name: 'Shop' })).toMatchObject({ origins: [], queues: null, enabled: true });
});

test('sites are read from lines, also with empty ones and commas between them', () => {
  expect(sitesOf(' https://shop.example \n\n https://www.shop.example, http://localhost:8080\n')).toEqual([
    'https://shop.example',
    'https://www.shop.example',
    'http://localhost:8080',
  ]);
  expect(sitesOf('  \n ')).toEqual([]);
});

test('the tag names the key, and the policy the server alone', () => {
  expect(tagOf('https://calls.example', { id: 'pk_shop' })).toBe(
    '<script src="https://calls.example/widget.js" data-key="pk_shop" async></script>',
  );
  expect(policyOf('https://calls.example')).toBe('script-src https://calls.example; frame-src https://calls.example');
});
