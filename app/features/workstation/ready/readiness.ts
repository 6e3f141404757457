import type { MicrophoneProblem } from '../../../lib/media/microphone.ts';
import type { NotificationPermissionState } from '../notifications.ts';

/** What a workstation needs before calls may come to it. */
export interface Readiness {
  microphone: 'checking' | 'ok' | MicrophoneProblem;
  /** The way of the sound to the media server and back. `waits`: for the microphone, which is what goes that way. */
  path: 'waits' | 'checking' | 'ok' | PathProblem;
  notifications: NotificationPermissionState;
}
export type PathProblem = 'no-path' | 'no-server' | 'unsupported';

export const CHECKING: Readiness = { microphone: 'checking', path: 'waits', notifications: 'granted' };

export type Verdict =
  | 'checking'
  | 'ready'
  /** Callers would be heard; only the notification on the desktop is missing. The agent decides. */
  | 'ask'
  /** A caller could not be heard, or would not hear. */
  | 'blocked';

/** @param withoutNotifications the agent has decided on this machine that it goes without */
export function verdictOf({ microphone, path, notifications }: Readiness, withoutNotifications: boolean): Verdict {
  if (microphone === 'checking') return 'checking';
  if (microphone !== 'ok') return 'blocked';
  if (path === 'waits' || path === 'checking') return 'checking';
  if (path !== 'ok') return 'blocked';
  // A browser without notifications can't be told to have them.
  const missing = notifications === 'prompt' || notifications === 'denied';
  return missing && !withoutNotifications ? 'ask' : 'ready';
}

/** What one line of the check says by its sign. */
export type Mark = 'waits' | 'checking' | 'ok' | 'failed' | 'advice';
export const microphoneMark = ({ microphone }: Readiness): Mark =>
  microphone === 'checking' || microphone === 'ok' ? microphone : 'failed';
export const pathMark = ({ path }: Readiness): Mark => (path === 'waits' || path === 'checking' || path === 'ok' ? path : 'failed');
export const notificationsMark = ({ notifications }: Readiness): Mark =>
  notifications === 'prompt' || notifications === 'denied' ? 'advice' : 'ok';
