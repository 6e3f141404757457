import type { CallKey, LeaveLine } from '../../../server/protocol/widget.ts';

/** Tells the server that this page is being closed: a beacon is sent even when the page is already gone. */
export function sendFarewell(key: CallKey, how: LeaveLine = {}): void {
  navigator.sendBeacon?.('/api/widget/leave', new Blob([JSON.stringify({ ...key, ...how })], { type: 'application/json' }));
}
