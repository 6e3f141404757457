/**
 * Plays what callers go through and takes a picture of each state of the widget: docs/pictures/widget, in English.
 * With a folder, they come there, in all languages where words are long; with names of scenes, only those.
 */

import path from 'node:path';
import { LOCALES } from '../../server/protocol/locale.ts';
import { say } from './picture.ts';
import { after } from './widget/after.ts';
import { before } from './widget/before.ts';
import { during } from './widget/during.ts';
import { Stage } from './widget/scene.ts';

const SCENES = { ...before, ...during, ...after };
const args = process.argv.slice(2);
const folder = args.find((arg) => arg.includes('/'));
const wanted = args.filter((arg) => !arg.includes('/'));
const failed: string[] = [];

for (const [name, scene] of Object.entries(SCENES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  for (const language of folder !== undefined && scene.everyLanguage ? LOCALES : (['en'] as const)) {
    say(`${name}, ${language}`);
    const into = folder ?? path.join(import.meta.dirname, '../../docs/pictures/widget');
    const suffix = language === 'en' ? '' : `-${language}`;
    const stage = new Stage(scene.environment ?? {}, language, (picture) => path.join(into, `${picture}${suffix}.webp`));
    try {
      await stage.program.start();
      await scene.play(stage);
    } catch (error) {
      // The others are taken all the same.
      failed.push(`${name} (${language}): ${error instanceof Error ? error.message : error}`);
    } finally {
      await stage.close();
    }
  }
}
if (failed.length > 0) throw new Error(`Not all pictures were taken:\n${failed.join('\n')}`);
