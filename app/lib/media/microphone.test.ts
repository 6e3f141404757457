import { afterEach, expect, it, vi } from 'vitest';
import { ALL_PROCESSING, NO_PROCESSING } from './audio-settings.ts';
import { MicrophoneError, openMicrophone, problemOf } from './microphone.ts';

afterEach(() => vi.unstubAllGlobals());

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

it('asks for the processing and the device that were chosen, and says why it got nothing', async () => {
  const getUserMedia = vi.fn().mockRejectedValue(Object.assign(new Error(), { name: 'NotAllowedError' }));
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia } });
  await expect(openMicrophone({ processing: NO_PROCESSING })).rejects.toEqual(new MicrophoneError('refused'));
  const off = { echoCancellation: false, noiseSuppression: false, autoGainControl: false, channelCount: 1 };
  expect(getUserMedia).toHaveBeenLastCalledWith({ audio: off });
  await expect(openMicrophone({ processing: NO_PROCESSING }, 'h1')).rejects.toThrow();
  expect(getUserMedia).toHaveBeenLastCalledWith({ audio: { ...off, deviceId: { ideal: 'h1' } } });
  vi.stubGlobal('navigator', {});
  await expect(openMicrophone({ processing: ALL_PROCESSING })).rejects.toMatchObject({ kind: 'unsupported' });
});
