import {
  type AudioSettings,
  DEVICE_USES,
  type DeviceMemory,
  type DeviceUse,
  type VoiceProcessing,
} from '../../../lib/media/audio-settings.ts';
import {
  chooseDevice,
  type DeviceChoice,
  type DeviceNews,
  deviceIdOf,
  deviceNews,
  isOther,
  type PresentDevice,
} from '../../../lib/media/device-choice.ts';

/** What the browser knows of devices, so that a test can stand in for it. */
export interface SoundBrowser {
  devices(): Promise<readonly PresentDevice[]>;
  /** Something was plugged in or out, or may be used now. Returns how to stop. */
  onDevices(listener: () => void): () => void;
  /** `unknown`: not every browser tells. */
  permission(): Promise<MicrophonePermission>;
  load(): AudioSettings;
  save(settings: AudioSettings): void;
  canChooseOutput: boolean;
}
export type MicrophonePermission = 'unknown' | 'prompt' | 'granted' | 'denied';

export interface SoundView {
  settings: AudioSettings;
  present: readonly PresentDevice[];
  /** What is used for each now. */
  choices: Readonly<Record<DeviceUse, DeviceChoice>>;
  permission: MicrophonePermission;
  canChooseOutput: boolean;
}

const USES_OF_SYSTEM: SoundView['choices'] = {
  microphone: { kind: 'system', label: null },
  speaker: { kind: 'system', label: null },
  ringer: { kind: 'system', label: null },
};

/** The devices of this machine and what was chosen of them. Who uses one hears when it is another. */
export class SoundStore {
  private view: SoundView;
  private readonly browser: SoundBrowser;
  private readonly listeners = new Set<() => void>();
  private readonly users: Record<DeviceUse, Set<() => void>> = { microphone: new Set(), speaker: new Set(), ringer: new Set() };
  private readonly newsListeners = new Set<(news: DeviceNews) => void>();
  /** Whether the devices have been seen: what is there at first is no news. */
  private seen = false;
  private looking = 0;

  constructor(browser: SoundBrowser) {
    this.browser = browser;
    this.view = {
      settings: browser.load(),
      present: [],
      choices: USES_OF_SYSTEM,
      permission: 'unknown',
      canChooseOutput: browser.canChooseOutput,
    };
  }

  readonly subscribe = (listener: () => void) => listen(this.listeners, listener);
  readonly get = () => this.view;

  /** Looks now and whenever something changes. Returns how to stop. */
  readonly start = (): (() => void) => {
    void this.look();
    return this.browser.onDevices(() => void this.look());
  };

  /** What to ask the browser for; undefined: the system's own. */
  deviceId(use: DeviceUse): string | undefined {
    const { choices, settings } = this.view;
    // Before the first look there is only what was chosen.
    return this.seen ? deviceIdOf(choices[use]) : settings.devices[use]?.deviceId;
  }

  /** Another device is used for this from now on, or (the microphone) it is listened to in another way. Returns how to stop. */
  readonly onChange = (use: DeviceUse, listener: () => void) => listen(this.users[use], listener);

  /** Something was plugged in or out that is told to the user. Returns how to stop. */
  readonly onNews = (listener: (news: DeviceNews) => void) => listen(this.newsListeners, listener);

  /** null: as the system has it. */
  readonly choose = (use: DeviceUse, device: DeviceMemory | null): void => {
    const { settings } = this.view;
    this.settle({ ...settings, devices: { ...settings.devices, [use]: device } }, this.view.present, false);
  };

  readonly process = (change: Partial<VoiceProcessing>): void => {
    const { settings } = this.view;
    this.settle({ ...settings, processing: { ...settings.processing, ...change } }, this.view.present, false);
    for (const user of [...this.users.microphone]) user();
  };

  /** Also to be called when the microphone has been opened: browsers name devices only from then on. */
  readonly look = async (): Promise<void> => {
    this.looking += 1;
    const turn = this.looking;
    const [present, permission] = await Promise.all([
      this.browser.devices().catch((): readonly PresentDevice[] => []),
      this.browser.permission().catch((): MicrophonePermission => 'unknown'),
    ]);
    if (turn !== this.looking) return; // a younger look knows more
    if (permission !== this.view.permission) this.set({ permission });
    this.settle(this.view.settings, present, true);
  };

  private settle(settings: AudioSettings, present: readonly PresentDevice[], byItself: boolean): void {
    const before = this.view.choices;
    const { seen } = this;
    this.seen ||= byItself;
    const choices = Object.fromEntries(
      DEVICE_USES.map((use) => [use, chooseDevice(use, settings.devices[use], present)]),
    ) as SoundView['choices'];
    if (settings !== this.view.settings) this.browser.save(settings);
    this.set({ settings, present, choices });
    for (const use of DEVICE_USES) {
      if (!isOther(before[use], choices[use])) continue;
      const news = byItself && seen ? deviceNews(use, before[use], choices[use]) : null;
      // A name that has become known is no other device.
      const named = deviceIdOf(before[use]) === deviceIdOf(choices[use]) && news === null && byItself;
      if (!named) for (const user of [...this.users[use]]) user();
      if (news !== null) for (const listener of [...this.newsListeners]) listener(news);
    }
  }

  private set(change: Partial<SoundView>): void {
    this.view = { ...this.view, ...change };
    for (const listener of [...this.listeners]) listener();
  }
}

function listen<Listener>(to: Set<Listener>, listener: Listener): () => void {
  to.add(listener);
  return () => {
    to.delete(listener);
  };
}
