import { loadAudioSettings, saveAudioSettings } from '../../../lib/media/audio-settings.ts';
import { SoundStore } from './sound-store.ts';

/** The devices of this machine: one for the page, since a machine has one set of them. */
export const sound = new SoundStore({
  devices: () => navigator.mediaDevices.enumerateDevices() as Promise<Extract<MediaDeviceInfo, object>[]>,
  onDevices: (listener) => {
    const { mediaDevices } = navigator;
    mediaDevices?.addEventListener('devicechange', listener);
    let permission: PermissionStatus | null = null;
    let stopped = false;
    void microphonePermission().then((found) => {
      if (stopped || found === null) return;
      permission = found;
      permission.addEventListener('change', listener);
    });
    return () => {
      stopped = true;
      mediaDevices?.removeEventListener('devicechange', listener);
      permission?.removeEventListener('change', listener);
    };
  },
  permission: async () => (await microphonePermission())?.state ?? 'unknown',
  load: loadAudioSettings,
  save: saveAudioSettings,
  canChooseOutput: typeof HTMLMediaElement !== 'undefined' && 'setSinkId' in HTMLMediaElement.prototype,
});

/** Not every browser tells. */
export async function microphonePermission(): Promise<PermissionStatus | null> {
  try {
    return await navigator.permissions.query({ name: 'microphone' });
  } catch {
    return null;
  }
}
