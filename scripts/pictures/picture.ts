import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';

/** More would make a document with pictures slow to open. */
const LIMIT_BYTES = 200_000;
/** Of WebP: small letters stay sharp. */
const QUALITY = 0.92;

export interface Framing {
  /** Of the window, in CSS pixels; as it is, when left out. */
  width?: number;
  height?: number;
  /** A selector: only this element, at its natural size. */
  element?: string;
}

/** Writes a picture of what is seen of the page. @throws when it has more bytes than a document should carry */
export async function takePicture(page: Page, file: string, { width = 1440, height, element }: Framing): Promise<void> {
  if (height) await page.setViewportSize({ width, height });
  await page.mouse.move(0, 0);
  const png = element ? await page.locator(element).screenshot() : await page.screenshot();
  const webp = await toWebp(page, png);
  const name = path.basename(file);
  if (webp.length > LIMIT_BYTES) throw new Error(`The picture "${name}" has ${webp.length} bytes; at most ${LIMIT_BYTES} are wanted.`);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, webp);
  say(`${name}, ${Math.round(webp.length / 1000)} kB`);
}

const PHONE = { width: 390, height: 844 };

/** What takes the pictures of a folder: a page wide and light; when asked for, also in the dark and on a phone. */
export function picturesIn(folder: string, wide: { width: number; height: number }) {
  return async (page: Page, name: string, also: { dark?: boolean; phone?: boolean } = {}): Promise<void> => {
    await takePicture(page, path.join(folder, `${name}.webp`), wide);
    if (also.dark) {
      await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
      await takePicture(page, path.join(folder, `${name}-dark.webp`), wide);
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    }
    if (also.phone) await takePicture(page, path.join(folder, `${name}-phone.webp`), PHONE);
    await page.setViewportSize(wide);
  };
}

/** By the browser itself, on a page of its own, whose policy forbids nothing. */
async function toWebp(page: Page, png: Buffer): Promise<Buffer> {
  const blank = await page.context().newPage();
  try {
    const data = await blank.evaluate(
      async ({ base64, quality }) => {
        const image = new Image();
        image.src = `data:image/png;base64,${base64}`;
        await image.decode();
        const canvas = Object.assign(document.createElement('canvas'), { width: image.naturalWidth, height: image.naturalHeight });
        canvas.getContext('2d')?.drawImage(image, 0, 0);
        return canvas.toDataURL('image/webp', quality);
      },
      { base64: png.toString('base64'), quality: QUALITY },
    );
    return Buffer.from(data.replace(/^data:image\/webp;base64,/, ''), 'base64');
  } finally {
    await blank.close();
  }
}

export function say(words: string): void {
  process.stdout.write(`${words}\n`);
}
