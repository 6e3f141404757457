import { afterEach, expect, it, vi } from 'vitest';
import { loadAudioSettings, MicrophoneError, openMicrophone, problemOf, saveAudioSettings } from './microphone.ts';

afterEach(() => vi.unstubAllGlobals());

function fakeStorage(content: Record<string, string> = {}) {
  const items = new Map(Object.entries(content));
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  });
}

it('keeps the settings, processing on by default', () => {
  fakeStorage();
  expect(loadAudioSettings()).toEqual({ processing: true });
  saveAudioSettings({ processing: false });
  expect(loadAudioSettings()).toEqual({ processing: false });
});

it.each(['{', 'null', '[]', '{"processing":"off"}'])('takes the default for %s', (stored) => {
  fakeStorage({ 'tandem.audio': stored });
  expect(loadAudioSettings()).toEqual({ processing: true });
});

it('does without storage', () => {
  expect(loadAudioSettings()).toEqual({ processing: true });
  expect(() => saveAudioSettings({ processing: false })).not.toThrow();
});

it.each([
  ['NotAllowedError', 'refused'],
  ['SecurityError', 'refused'],
  ['NotFoundError', 'missing'],
  ['OverconstrainedError', 'missing'],
  ['NotReadableError', 'busy'],
  ['AbortError', 'busy'],
  ['TypeError', 'unsupported'],
])('takes %s for %s', (name, problem) => {
  expect(problemOf(Object.assign(new Error(), { name }))).toBe(problem);
});

it('asks for all processing or none, and says why it got nothing', async () => {
  const getUserMedia = vi.fn().mockRejectedValue(Object.assign(new Error(), { name: 'NotAllowedError' }));
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia } });
  await expect(openMicrophone({ processing: false })).rejects.toEqual(new MicrophoneError('refused'));
  expect(getUserMedia).toHaveBeenCalledWith({
    audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false, channelCount: 1 },
  });
  vi.stubGlobal('navigator', {});
  await expect(openMicrophone({ processing: true })).rejects.toMatchObject({ kind: 'unsupported' });
});
