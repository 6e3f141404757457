import { describe, expect, it, test } from 'vitest';
import { chooseDevice, type DeviceChoice, deviceNews, devicesFor, isOther, type PresentDevice } from './device-choice.ts';

const device = (deviceId: string, label: string, kind: PresentDevice['kind'] = 'audioinput'): PresentDevice => ({ deviceId, label, kind });
const headset = device('h1', 'Headset');
const builtIn = device('b1', 'Built-in microphone');
const alias = device('default', 'Default - Built-in microphone');
const unnamed = device('', '');
const speaker = device('s1', 'Speakers', 'audiooutput');
const camera = device('c1', 'Camera', 'videoinput');

describe('the microphone', () => {
  it.each<[what: string, wanted: [id: string, label: string] | null, present: PresentDevice[], choice: DeviceChoice]>([
    ['none chosen, several there', null, [headset, builtIn], { kind: 'system', label: null }],
    ['none chosen, the system names its own', null, [alias, headset, builtIn], { kind: 'system', label: 'Built-in microphone' }],
    ['none chosen, one there', null, [headset, speaker], { kind: 'system', label: 'Headset' }],
    ['chosen and there', ['h1', 'Headset'], [alias, headset, builtIn], { kind: 'chosen', deviceId: 'h1', label: 'Headset' }],
    ['chosen, renamed', ['h1', 'Old name'], [headset], { kind: 'chosen', deviceId: 'h1', label: 'Headset' }],
    ['chosen, under a new id', ['old', 'Headset'], [alias, headset], { kind: 'chosen', deviceId: 'h1', label: 'Headset' }],
    ['chosen, unplugged', ['h1', 'Headset'], [alias, builtIn], { kind: 'stand-in', wanted: 'Headset', label: 'Built-in microphone' }],
    ['chosen, not named yet', ['h1', 'Headset'], [unnamed], { kind: 'chosen', deviceId: 'h1', label: 'Headset' }],
    ['none chosen, not named yet', null, [unnamed], { kind: 'system', label: null }],
    ['nothing there', null, [speaker, camera], { kind: 'none' }],
    ['chosen, nothing there', ['h1', 'Headset'], [speaker], { kind: 'none' }],
  ])('%s', (_, wanted, present, choice) => {
    const memory = wanted === null ? null : { deviceId: wanted[0], label: wanted[1] };
    expect(chooseDevice('microphone', memory, present)).toEqual(choice);
  });
});

test('where the browser lists no speakers, there is the system’s', () => {
  expect(chooseDevice('speaker', null, [headset])).toEqual({ kind: 'system', label: null });
});

test('the list has the devices of its kind, without the system’s aliases', () => {
  const all = [alias, headset, builtIn, speaker, camera, unnamed, device('communications', 'Communications - Headset')];
  expect(devicesFor('microphone', all)).toEqual([headset, builtIn]);
  expect(devicesFor('ringer', all)).toEqual([speaker]);
});

describe('what is told when devices change', () => {
  const chosen: DeviceChoice = { kind: 'chosen', deviceId: 'h1', label: 'Headset' };
  const standIn: DeviceChoice = { kind: 'stand-in', wanted: 'Headset', label: 'Built-in' };
  const system: DeviceChoice = { kind: 'system', label: 'Built-in' };
  it.each<[what: string, before: DeviceChoice, after: DeviceChoice, news: object | null, other: boolean]>([
    ['nothing', chosen, chosen, null, false],
    ['unplugged', chosen, standIn, { kind: 'gone', use: 'microphone', label: 'Headset', instead: 'Built-in' }, true],
    ['plugged in again', standIn, chosen, { kind: 'back', use: 'microphone', label: 'Headset' }, true],
    ['the last one unplugged', chosen, { kind: 'none' }, { kind: 'none-left', use: 'microphone', label: 'Headset' }, true],
    ['still none', { kind: 'none' }, { kind: 'none' }, null, false],
    ['plugged in where none was', { kind: 'none' }, chosen, { kind: 'back', use: 'microphone', label: 'Headset' }, true],
    [
      'the system takes another',
      { kind: 'system', label: 'Headset' },
      system,
      { kind: 'gone', use: 'microphone', label: 'Headset', instead: 'Built-in' },
      true,
    ],
    ['the system’s gets its name', { kind: 'system', label: null }, system, null, true],
    ['the stand-in changes', standIn, { ...standIn, label: 'Webcam' }, null, true],
  ])('%s', (_, before, after, news, other) => {
    expect(deviceNews('microphone', before, after)).toEqual(news);
    expect(isOther(before, after)).toBe(other);
  });
});
