import { expect, type FrameLocator, type Page } from '@playwright/test';

/** Waits until the one picture there is has something on it that is not black, and that moves. */
export async function seesPicture(where: Page | FrameLocator, name: string): Promise<void> {
  const video = where.getByLabel(name, { exact: true }).and(where.locator('video'));
  await expect(video).toBeVisible();
  const look = () =>
    video.evaluate((element) => {
      const { videoWidth, videoHeight } = element as HTMLVideoElement;
      if (videoWidth === 0) return { width: 0, light: 0, print: '' };
      const canvas = document.createElement('canvas');
      canvas.width = 64;
      canvas.height = 36;
      const pen = canvas.getContext('2d') as CanvasRenderingContext2D;
      pen.drawImage(element as HTMLVideoElement, 0, 0, canvas.width, canvas.height);
      const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
      let light = 0;
      for (let i = 0; i < data.length; i += 4) light = Math.max(light, data[i] ?? 0, data[i + 1] ?? 0, data[i + 2] ?? 0);
      return { width: videoWidth, height: videoHeight, light, print: data.join() };
    });
  await expect.poll(async () => (await look()).light).toBeGreaterThan(60);
  const { print } = await look();
  await expect.poll(async () => (await look()).print).not.toBe(print);
}
