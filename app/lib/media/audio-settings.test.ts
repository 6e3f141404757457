import { afterEach, expect, it, vi } from 'vitest';
import { audioSettingsOf, DEFAULT_AUDIO_SETTINGS, loadAudioSettings, NO_PROCESSING, saveAudioSettings } from './audio-settings.ts';

afterEach(() => vi.unstubAllGlobals());

const headset = { deviceId: 'h1', label: 'Headset' };

it.each<[stored: unknown, processing: object]>([
  [{ processing: false }, NO_PROCESSING],
  [{ processing: true }, DEFAULT_AUDIO_SETTINGS.processing],
  [{ processing: 'off' }, DEFAULT_AUDIO_SETTINGS.processing],
  [
    { processing: { echoCancellation: false, noiseSuppression: 0 } },
    { echoCancellation: false, noiseSuppression: true, autoGainControl: true },
  ],
  [null, DEFAULT_AUDIO_SETTINGS.processing],
  [[], DEFAULT_AUDIO_SETTINGS.processing],
  ['x', DEFAULT_AUDIO_SETTINGS.processing],
])('reads the processing of %j', (stored, processing) => {
  expect(audioSettingsOf(stored).processing).toEqual(processing);
});

it.each<[stored: unknown, microphone: object | null]>([
  [{ devices: { microphone: headset } }, headset],
  [{ devices: { microphone: { ...headset, more: 1 } } }, headset],
  [{ devices: { microphone: { deviceId: '', label: 'Headset' } } }, null],
  [{ devices: { microphone: { deviceId: 'h1' } } }, null],
  [{ devices: 'headset' }, null],
])('reads the microphone of %j', (stored, microphone) => {
  expect(audioSettingsOf(stored).devices.microphone).toEqual(microphone);
});

it('keeps what was chosen on this machine', () => {
  const items = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  });
  expect(loadAudioSettings()).toEqual(DEFAULT_AUDIO_SETTINGS);
  const chosen = { processing: NO_PROCESSING, devices: { microphone: headset, speaker: null, ringer: headset } };
  saveAudioSettings(chosen);
  expect(loadAudioSettings()).toEqual(chosen);
  items.set('tandem.audio', '{');
  expect(loadAudioSettings()).toEqual(DEFAULT_AUDIO_SETTINGS);
});

it('does without storage', () => {
  expect(loadAudioSettings()).toEqual(DEFAULT_AUDIO_SETTINGS);
  expect(() => saveAudioSettings(DEFAULT_AUDIO_SETTINGS)).not.toThrow();
});
