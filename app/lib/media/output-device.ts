type SinkContext = AudioContext & { setSinkId?: (deviceId: string) => Promise<void> };

/**
 * Where the page's own sounds go in: heard on this device, '' being the system's own choice. Where the device is gone, or the
 * browser can't choose, they are heard on the system's device: better there than not at all. `close` may be called twice.
 */
export async function outputOn(context: AudioContext, deviceId: string): Promise<{ input: AudioNode; close: () => void }> {
  const { setSinkId } = context as SinkContext;
  if (setSinkId !== undefined) {
    await setSinkId.call(context, deviceId).catch(() => setSinkId.call(context, '').catch(() => undefined));
    return { input: context.destination, close: () => undefined };
  }
  if (deviceId === '' || !('setSinkId' in HTMLMediaElement.prototype)) return { input: context.destination, close: () => undefined };
  const stream = context.createMediaStreamDestination();
  const element = new Audio();
  element.srcObject = stream.stream;
  await element.setSinkId(deviceId).catch(() => undefined);
  await element.play().catch(() => undefined);
  return {
    input: stream,
    close: () => {
      element.pause();
      element.srcObject = null;
    },
  };
}
