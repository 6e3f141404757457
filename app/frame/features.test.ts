import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import widget from '../messages/en/widget.json' with { type: 'json' };
import features from './features.json' with { type: 'json' };

const APP = path.join(import.meta.dirname, '..');

/** The files that come with this one at once: what stands behind `import()` does not. */
function filesOf(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  const source = readFileSync(file, 'utf8');
  for (const [, kind = '', place = ''] of source.matchAll(/^(?:import|export)( type)?[^;]*?from '(\.[^']+\.tsx?)'/gm))
    if (kind === '' && path.resolve(path.dirname(file), place).startsWith(APP)) filesOf(path.resolve(path.dirname(file), place), found);
  return found;
}

/** The features whose words a file says. */
const saidIn = (file: string) =>
  [...readFileSync(file, 'utf8').matchAll(/(?:useTranslations|\bwords)\(\s*['`]([a-z-]+)/g)].map(([, feature = '']) => feature);

test('what the form shows, and all that comes with it, says words of the first file alone', () => {
  const files = [...filesOf(path.join(APP, 'features/widget/widget-page.tsx'))];
  expect(files.length).toBeGreaterThan(20);
  const missing = files.flatMap((file) =>
    saidIn(file)
      .filter((feature) => !features.first.includes(feature))
      .map((feature) => `${path.relative(APP, file)} says ${feature}`),
  );
  expect(missing).toEqual([]);
});

test('no feature is in both files', () => {
  expect(features.later.filter((feature) => features.first.includes(feature))).toEqual([]);
});

test('the parts of the widget’s words that are of calls alone are there, and nothing that comes with the form says one', () => {
  const parts = features['of-calls'];
  expect(parts.filter((part) => !(part in widget))).toEqual([]);
  const says = new RegExp(`['"\`](?:widget\\.)?(?:${parts.join('|')})\\.[a-z]`);
  const files = [...filesOf(path.join(APP, 'features/widget/widget-page.tsx'))];
  const saying = files.filter((file) => says.test(readFileSync(file, 'utf8'))).map((file) => path.relative(APP, file));
  // What it says of them it says of a call that has begun, or is over.
  expect(saying).toEqual(['features/widget/widget-words.ts']);
});
