import type { Device } from 'mediasoup-client';
import { ROUTER_CAPABILITIES } from '../../../server/protocol/media-codec.ts';

let loading: Promise<Device> | null = null;

/** mediasoup-client and what this browser can do, found out once per page. Rejects in a browser without WebRTC. */
export function loadDevice(): Promise<Device> {
  loading ??= load().catch((error: unknown) => {
    loading = null; // a module that did not load may load the next time
    throw error;
  });
  return loading;
}

async function load(): Promise<Device> {
  const { Device } = await import('./mediasoup.ts');
  const device = await Device.factory();
  await device.load({ routerRtpCapabilities: ROUTER_CAPABILITIES });
  return device;
}

/** Call when a call may be near: `openCallAudio` then waits for the network only. */
export function preloadCallAudio(): void {
  loadDevice().catch(() => {}); // told when it is needed
}
