import type { DeviceMemory, DeviceUse } from './audio-settings.ts';

/** Which device is used, given what was chosen on this machine and what is there now. Nothing here touches a browser. */

/** What is read of a MediaDeviceInfo. */
export interface PresentDevice {
  deviceId: string;
  label: string;
  kind: 'audioinput' | 'audiooutput' | 'videoinput';
}

export type DeviceChoice =
  /** The one that was chosen is there. */
  | { kind: 'chosen'; deviceId: string; label: string }
  /** None was chosen: whatever the system uses; its name, where the browser tells. */
  | { kind: 'system'; label: string | null }
  /** The one that was chosen is not there: whatever the system uses instead. */
  | { kind: 'stand-in'; wanted: string; label: string | null }
  | { kind: 'none' };

/** Chromium names the system's own choice beside the real devices, under these ids. */
const ALIASES: ReadonlySet<string> = new Set(['default', 'communications']);
const kindOf = (use: DeviceUse) => (use === 'microphone' ? 'audioinput' : 'audiooutput');

/** What can be chosen from. Nothing before the microphone was allowed: until then browsers name no device. */
export function devicesFor(use: DeviceUse, present: readonly PresentDevice[]): PresentDevice[] {
  return present.filter(({ kind, deviceId, label }) => kind === kindOf(use) && deviceId !== '' && label !== '' && !ALIASES.has(deviceId));
}

/** By its id, or else by its label: ids change when the browser's memory of the site is cleared. */
export function chooseDevice(use: DeviceUse, wanted: DeviceMemory | null, present: readonly PresentDevice[]): DeviceChoice {
  const all = present.filter(({ kind }) => kind === kindOf(use));
  // Browsers without a choice of outputs list none of them: there is a speaker all the same.
  if (all.length === 0 && use === 'microphone') return { kind: 'none' };
  const named = devicesFor(use, present);
  // Not named yet: the browser knows the id even when it doesn't tell.
  if (wanted !== null && named.length === 0 && all.some(({ label }) => label === '')) return { kind: 'chosen', ...wanted };
  const label = systemLabel(all, named);
  if (wanted === null) return { kind: 'system', label };
  const found = named.find(({ deviceId }) => deviceId === wanted.deviceId) ?? named.find((device) => device.label === wanted.label);
  return found === undefined
    ? { kind: 'stand-in', wanted: wanted.label, label }
    : { kind: 'chosen', deviceId: found.deviceId, label: found.label };
}

/** "Default - Headset" → "Headset". Without such an alias the system's choice is known only where there is no other. */
function systemLabel(all: readonly PresentDevice[], named: readonly PresentDevice[]): string | null {
  const alias = all.find(({ deviceId }) => deviceId === 'default')?.label;
  if (alias !== undefined) return named.find(({ label }) => alias.endsWith(label))?.label ?? (alias === '' ? null : alias);
  return named.length === 1 ? (named[0]?.label ?? null) : null;
}

/** The id to ask the browser for; undefined: the system's own. */
export const deviceIdOf = (choice: DeviceChoice): string | undefined => (choice.kind === 'chosen' ? choice.deviceId : undefined);

/** What to tell when devices were plugged in or out. */
export type DeviceNews =
  | { kind: 'gone'; use: DeviceUse; label: string; instead: string | null }
  | { kind: 'back'; use: DeviceUse; label: string }
  | { kind: 'none-left'; use: DeviceUse; label: string | null };

/** null: nothing that the user would notice. */
export function deviceNews(use: DeviceUse, before: DeviceChoice, after: DeviceChoice): DeviceNews | null {
  if (after.kind === 'none') return before.kind === 'none' ? null : { kind: 'none-left', use, label: labelOf(before) };
  if (before.kind === 'chosen' && after.kind === 'stand-in') return { kind: 'gone', use, label: before.label, instead: after.label };
  if (before.kind !== 'chosen' && after.kind === 'chosen') return { kind: 'back', use, label: after.label };
  // The system has moved to another one by itself, as when the headset it used was unplugged.
  const [old, young] = [labelOf(before), labelOf(after)];
  if (before.kind === 'system' && after.kind === 'system' && old !== null && young !== null && old !== young) {
    return { kind: 'gone', use, label: old, instead: young };
  }
  return null;
}

/** Whether another device is meant than before, so that what is open must be opened anew. */
export const isOther = (before: DeviceChoice, after: DeviceChoice): boolean =>
  deviceIdOf(before) !== deviceIdOf(after) || labelOf(before) !== labelOf(after) || (before.kind === 'none') !== (after.kind === 'none');

const labelOf = (choice: DeviceChoice): string | null => (choice.kind === 'none' ? null : choice.label);
