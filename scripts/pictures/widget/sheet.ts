import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { say } from '../picture.ts';

const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 900 };
/** What of the wide window is shown: the side on which the card stands. */
const SIDE = { x: WIDE.width - 560, y: 0, width: 560, height: WIDE.height };
const GAP = 16;
/** Of WebP: small letters stay sharp. */
const QUALITY = 0.88;
/** The card follows its content, and what has just appeared is drawn. */
const SETTLED_MS = 350;

/**
 * One picture of one state: in a wide window, on a phone, and there in the dark, side by side.
 * @param whole the page itself is what is looked at, not a card at its side
 */
export async function takeSheet(page: Page, file: string, { whole = false } = {}): Promise<void> {
  const shoot = async (size: typeof WIDE, colorScheme: 'light' | 'dark', clip?: typeof SIDE) => {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.waitForTimeout(SETTLED_MS);
    return (await page.screenshot({ scale: 'css', ...(clip && { clip }) })).toString('base64');
  };
  await page.mouse.move(0, 0);
  const middle = { ...SIDE, x: (WIDE.width - SIDE.width) / 2 };
  const parts = [await shoot(WIDE, 'light', whole ? middle : SIDE), await shoot(PHONE, 'light'), await shoot(PHONE, 'dark')];
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.setViewportSize(WIDE);
  const webp = await join(page, parts);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, webp);
  say(`${path.basename(file)}, ${Math.round(webp.length / 1000)} kB`);
}

/** By the browser itself, on a page of its own, whose policy forbids nothing. */
async function join(page: Page, parts: string[]): Promise<Buffer> {
  const blank = await page.context().newPage();
  try {
    const data = await blank.evaluate(
      async ({ parts, gap, quality }) => {
        const images = await Promise.all(
          parts.map(async (base64) => {
            const image = new Image();
            image.src = `data:image/png;base64,${base64}`;
            await image.decode();
            return image;
          }),
        );
        const width = images.reduce((sum, image) => sum + image.naturalWidth + gap, -gap);
        const canvas = Object.assign(document.createElement('canvas'), { width, height: images[0]?.naturalHeight ?? 0 });
        const drawing = canvas.getContext('2d');
        let x = 0;
        for (const image of images) {
          drawing?.drawImage(image, x, 0);
          x += image.naturalWidth + gap;
        }
        return canvas.toDataURL('image/webp', quality);
      },
      { parts, gap: GAP, quality: QUALITY },
    );
    return Buffer.from(data.replace(/^data:image\/webp;base64,/, ''), 'base64');
  } finally {
    await blank.close();
  }
}
