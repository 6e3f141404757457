import { beforeEach, expect, test, vi } from 'vitest';
import { type AudioSettings, DEFAULT_AUDIO_SETTINGS, type DeviceMemory } from '../../../lib/media/audio-settings.ts';
import type { DeviceNews, PresentDevice } from '../../../lib/media/device-choice.ts';
import { type MicrophonePermission, SoundStore } from './sound-store.ts';

const input = (deviceId: string, label: string): PresentDevice => ({ deviceId, label, kind: 'audioinput' });
const output = (deviceId: string, label: string): PresentDevice => ({ deviceId, label, kind: 'audiooutput' });
const headset = input('h1', 'Headset');
const builtIn = input('b1', 'Built-in');
const remembered: DeviceMemory = { deviceId: 'h1', label: 'Headset' };

let present: PresentDevice[];
let permission: MicrophonePermission;
let stored: AudioSettings;
let changed: () => void;
const news = vi.fn<(news: DeviceNews) => void>();
const other = vi.fn();
beforeEach(() => {
  present = [headset, builtIn, output('s1', 'Speakers'), output('h2', 'Headset')];
  permission = 'granted';
  stored = { ...DEFAULT_AUDIO_SETTINGS, devices: { microphone: remembered, speaker: null, ringer: null } };
  changed = () => undefined;
  news.mockReset();
  other.mockReset();
});

async function open(): Promise<SoundStore> {
  const store = new SoundStore({
    devices: async () => present,
    onDevices: (listener) => {
      changed = listener;
      return () => undefined;
    },
    permission: async () => permission,
    load: () => stored,
    save: (settings) => {
      stored = settings;
    },
    canChooseOutput: true,
  });
  store.onNews(news);
  store.onChange('microphone', other);
  store.start();
  await vi.waitFor(() => expect(store.get().permission).toBe(permission));
  await vi.waitFor(() => expect(store.get().present).toEqual(present));
  return store;
}
const plug = async (store: SoundStore, next: PresentDevice[]) => {
  present = next;
  changed();
  await vi.waitFor(() => expect(store.get().present).toEqual(next));
};

test('what is there at first is used, and is no news', async () => {
  const store = await open();
  expect(store.deviceId('microphone')).toBe('h1');
  expect(store.deviceId('speaker')).toBeUndefined();
  expect(news).not.toHaveBeenCalled();
});

test('before the devices are known, the remembered one is asked for', () => {
  const store = new SoundStore({
    devices: async () => [],
    onDevices: () => () => undefined,
    permission: async () => 'prompt',
    load: () => stored,
    save: () => undefined,
    canChooseOutput: false,
  });
  expect(store.deviceId('microphone')).toBe('h1');
});

test('a device that is unplugged is replaced and said, and taken again when it is back', async () => {
  const store = await open();
  other.mockReset();
  await plug(store, [builtIn]);
  expect(store.deviceId('microphone')).toBeUndefined();
  expect(news).toHaveBeenCalledWith({ kind: 'gone', use: 'microphone', label: 'Headset', instead: 'Built-in' });
  expect(other).toHaveBeenCalledTimes(1);
  await plug(store, [headset, builtIn]);
  expect(store.deviceId('microphone')).toBe('h1');
  expect(news).toHaveBeenLastCalledWith({ kind: 'back', use: 'microphone', label: 'Headset' });
  expect(other).toHaveBeenCalledTimes(2);
});

test('a choice is kept, takes effect at once, and is no news', async () => {
  const store = await open();
  other.mockReset();
  store.choose('microphone', { deviceId: 'b1', label: 'Built-in' });
  expect(store.deviceId('microphone')).toBe('b1');
  expect(stored.devices.microphone).toEqual({ deviceId: 'b1', label: 'Built-in' });
  expect(other).toHaveBeenCalledTimes(1);
  store.choose('microphone', null);
  expect(store.deviceId('microphone')).toBeUndefined();
  expect(news).not.toHaveBeenCalled();
});

test('each kind of processing is switched by itself, and the microphone is opened anew', async () => {
  const store = await open();
  other.mockReset();
  store.process({ noiseSuppression: false });
  expect(stored.processing).toEqual({ echoCancellation: true, noiseSuppression: false, autoGainControl: true });
  expect(other).toHaveBeenCalledTimes(1);
});

test('devices that get their names once the microphone is allowed are no other devices', async () => {
  present = [input('', '')];
  permission = 'prompt';
  stored = DEFAULT_AUDIO_SETTINGS;
  const store = await open();
  other.mockReset();
  permission = 'granted';
  await plug(store, [input('default', 'Default - Headset'), headset, builtIn]);
  expect(store.get().choices.microphone).toEqual({ kind: 'system', label: 'Headset' });
  expect(other).not.toHaveBeenCalled();
  expect(news).not.toHaveBeenCalled();
});
