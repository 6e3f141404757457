/** How a browser listens and sounds: the user's own choice, kept on this machine. */

/** A device as it was chosen. Its id changes when the browser forgets the site; its label stays. */
export interface DeviceMemory {
  deviceId: string;
  label: string;
}
/** What a device is for. The ringer is a speaker of its own, so that a call is noticed without the headset on. */
export const DEVICE_USES = ['microphone', 'speaker', 'ringer'] as const;
export type DeviceUse = (typeof DEVICE_USES)[number];

/** What the browser does to the voice. Off for those whose headset does it. */
export interface VoiceProcessing {
  echoCancellation: boolean;
  noiseSuppression: boolean;
  autoGainControl: boolean;
}

export interface AudioSettings {
  processing: VoiceProcessing;
  /** null: as the system has it. */
  devices: Record<DeviceUse, DeviceMemory | null>;
}

export const ALL_PROCESSING: VoiceProcessing = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
export const NO_PROCESSING: VoiceProcessing = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
export const DEFAULT_AUDIO_SETTINGS: AudioSettings = {
  processing: ALL_PROCESSING,
  devices: { microphone: null, speaker: null, ringer: null },
};
const KEY = 'tandem.audio';

/** Never throws: storage may be forbidden (an embedded frame) or hold anything. */
export function loadAudioSettings(): AudioSettings {
  try {
    return audioSettingsOf(JSON.parse(localStorage.getItem(KEY) ?? 'null'));
  } catch {
    return DEFAULT_AUDIO_SETTINGS;
  }
}

export function saveAudioSettings(settings: AudioSettings): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

/** Whatever was stored: what can be read of it counts, the rest is as by default. `processing` was one switch for all once. */
export function audioSettingsOf(stored: unknown): AudioSettings {
  const { processing, devices } = record(stored);
  return {
    processing: processing === false ? NO_PROCESSING : processingOf(record(processing)),
    devices: {
      microphone: memoryOf(record(devices).microphone),
      speaker: memoryOf(record(devices).speaker),
      ringer: memoryOf(record(devices).ringer),
    },
  };
}

function processingOf(stored: Record<string, unknown>): VoiceProcessing {
  const on = (value: unknown) => value !== false;
  return {
    echoCancellation: on(stored.echoCancellation),
    noiseSuppression: on(stored.noiseSuppression),
    autoGainControl: on(stored.autoGainControl),
  };
}

function memoryOf(stored: unknown): DeviceMemory | null {
  const { deviceId, label } = record(stored);
  return typeof deviceId === 'string' && deviceId !== '' && typeof label === 'string' ? { deviceId, label } : null;
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
