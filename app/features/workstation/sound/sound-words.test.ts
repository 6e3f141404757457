import { expect, test } from 'vitest';
import type { DeviceChoice, PresentDevice } from '../../../lib/media/device-choice.ts';
import { deviceOptions, newsWords } from './sound-words.ts';

const headset: PresentDevice = { deviceId: 'h1', label: 'Headset', kind: 'audioinput' };
const builtIn: PresentDevice = { deviceId: 'b1', label: 'Built-in', kind: 'audioinput' };

test.each<[what: string, choice: DeviceChoice, present: PresentDevice[], values: string[], value: string]>([
  ['the system’s own', { kind: 'system', label: 'Headset' }, [headset, builtIn], ['system', 'h1', 'b1'], 'system'],
  ['a chosen one', { kind: 'chosen', deviceId: 'b1', label: 'Built-in' }, [headset, builtIn], ['system', 'h1', 'b1'], 'b1'],
  ['a chosen one that the browser does not name yet', { kind: 'chosen', deviceId: 'b1', label: 'Built-in' }, [], ['system', 'b1'], 'b1'],
  [
    'one that is not plugged in',
    { kind: 'stand-in', wanted: 'Headset', label: 'Built-in' },
    [builtIn],
    ['system', 'b1', 'missing'],
    'missing',
  ],
  ['none at all', { kind: 'none' }, [], ['system'], 'system'],
])('the list with %s', (_, choice, present, values, value) => {
  const list = deviceOptions('microphone', choice, present);
  expect(list.options.map((option) => option.value)).toEqual(values);
  expect(list.value).toBe(value);
});

test('the system’s own is called by its name where that is known', () => {
  const [named] = deviceOptions('speaker', { kind: 'system', label: 'Speakers' }, []).options;
  expect(named?.label).toEqual({ key: 'workstation-devices.sound.system-named', values: { name: 'Speakers' } });
  const [unnamed] = deviceOptions('speaker', { kind: 'system', label: null }, []).options;
  expect(unnamed?.label).toEqual({ key: 'workstation-devices.sound.system' });
});

test('what is told says what happened and what is used now', () => {
  expect(newsWords({ kind: 'gone', use: 'microphone', label: 'Headset', instead: 'Built-in' })).toEqual({
    kind: 'warning',
    title: { key: 'workstation-devices.sound.news.gone', values: { name: 'Headset' } },
    description: { key: 'workstation-devices.sound.news.instead-microphone-named', values: { name: 'Built-in' } },
  });
  expect(newsWords({ kind: 'gone', use: 'ringer', label: 'Headset', instead: null }).description?.key).toBe(
    'workstation-devices.sound.news.instead-ringer',
  );
  expect(newsWords({ kind: 'back', use: 'speaker', label: 'Headset' }).description?.key).toBe(
    'workstation-devices.sound.news.back-speaker',
  );
  expect(newsWords({ kind: 'none-left', use: 'microphone', label: null }).kind).toBe('error');
});
