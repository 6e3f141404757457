import { type Words, words } from '../../../lib/i18n/words.ts';
import type { DeviceUse } from '../../../lib/media/audio-settings.ts';
import { type DeviceChoice, type DeviceNews, devicesFor, type PresentDevice } from '../../../lib/media/device-choice.ts';

/** What stands for the system's own choice in a list of devices. */
export const SYSTEM = 'system';

export interface DeviceOption {
  value: string;
  label: string | Words;
  /** Chosen, and not plugged in. */
  missing: boolean;
}

/** What can be chosen, the system's own first; and what is chosen. A device that is not plugged in stays in the list while it is the chosen one. */
export function deviceOptions(
  use: DeviceUse,
  choice: DeviceChoice,
  present: readonly PresentDevice[],
): { options: DeviceOption[]; value: string } {
  const named = devicesFor(use, present).map(({ deviceId, label }) => ({ value: deviceId, label, missing: false }));
  const system = choice.kind === 'system' && choice.label !== null;
  const first: DeviceOption = {
    value: SYSTEM,
    label: system
      ? words('workstation-devices.sound.system-named', { name: choice.label ?? '' })
      : words('workstation-devices.sound.system'),
    missing: false,
  };
  if (choice.kind === 'chosen') {
    const listed = named.some(({ value }) => value === choice.deviceId);
    return {
      options: [first, ...(listed ? named : [{ value: choice.deviceId, label: choice.label, missing: false }, ...named])],
      value: choice.deviceId,
    };
  }
  if (choice.kind === 'stand-in') {
    const missing = { value: 'missing', label: words('workstation-devices.sound.not-plugged-in', { name: choice.wanted }), missing: true };
    return { options: [first, ...named, missing], value: 'missing' };
  }
  return { options: [first, ...named], value: SYSTEM };
}

/** Said in passing when devices come and go: what happened, then what is used now. */
export function newsWords(news: DeviceNews): { title: Words; description?: Words; kind: 'info' | 'warning' | 'error' } {
  const key = <Part extends string>(part: Part) => `workstation-devices.sound.news.${part}` as const;
  switch (news.kind) {
    case 'gone':
      return {
        kind: 'warning',
        title: words(key('gone'), { name: news.label }),
        description:
          news.instead === null ? words(key(`instead-${news.use}`)) : words(key(`instead-${news.use}-named`), { name: news.instead }),
      };
    case 'back':
      return { kind: 'info', title: words(key('back'), { name: news.label }), description: words(key(`back-${news.use}`)) };
    case 'none-left':
      return { kind: 'error', title: words(key('none-left')), description: words(key('none-left-remedy')) };
  }
}
