import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import compile from 'icu-minify/compile';
import { defineConfig } from 'vite';

const root = path.join(import.meta.dirname, '../..');
const WORDS = 'virtual:words/';
const LOCALES = ['en', 'pt', 'fr'];
const MESSAGES = path.join(root, 'app/lib/i18n/messages.ts');

/** @param {string} locale @param {string} feature */
const wordsOf = (locale, feature) => JSON.parse(readFileSync(path.join(root, `app/messages/${locale}/${feature}.json`), 'utf8'));

/**
 * Turns the words of the frame's features into two files for each language, parsed while they are built, like those of the pages
 * (messages-loader.mjs). The sentences of errors come with the second; until then there is the general one of each code. So do the
 * parts of the widget's words that are of calls alone: the second file has them all.
 *
 * @returns {import('vite').Plugin}
 */
function words() {
  /** @type {Record<string, string[]>} */
  const features = JSON.parse(readFileSync(path.join(root, 'app/frame/features.json'), 'utf8'));
  return {
    name: 'tandem-words',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      if (source.startsWith(WORDS)) return `\0${source}`;
      if (!source.endsWith('/messages.ts')) return null;
      const resolved = await this.resolve(source, importer, { ...options, skipSelf: true });
      return resolved?.id === MESSAGES ? path.join(root, 'app/frame/words.ts') : resolved;
    },
    load(id) {
      if (!id.startsWith(`\0${WORDS}`)) return null;
      const [part = '', locale = ''] = id.slice(WORDS.length + 1).split('/');
      const all = Object.fromEntries((features[part] ?? []).map((feature) => [feature, wordsOf(locale, feature)]));
      if (part === 'first') {
        all.errors = { ...all.errors, sentences: {}, named: {} };
        for (const name of features['of-calls'] ?? []) delete all.widget[name];
      } else {
        all.errors = errorsOf(locale, wordsOf(locale, 'errors'));
        all.widget = wordsOf(locale, 'widget');
      }
      return `export default ${JSON.stringify(compiled(all))};`;
    },
    generateBundle() {
      const titles = Object.fromEntries(LOCALES.map((locale) => [locale, wordsOf(locale, 'common').pages.call]));
      this.emitFile({ type: 'asset', fileName: 'titles.json', source: JSON.stringify(titles) });
    },
  };
}

/**
 * Of the errors' sentences those that stand in what a caller's page talks to. English ones are said as the server wrote them, and
 * for one that is missing there is the general sentence of its code.
 *
 * @param {string} locale
 * @param {{ sentences: Record<string, string>, named: Record<string, string> }} errors
 */
function errorsOf(locale, errors) {
  if (locale === 'en') return { ...errors, sentences: {}, named: {} };
  const source = CALLERS_SOURCES.flatMap(sourcesIn).join('\n');
  const english = wordsOf('en', 'errors');
  /** @param {'sentences' | 'named'} part @param {(key: string) => string} look */
  const kept = (part, look) => Object.fromEntries(Object.entries(errors[part]).filter(([key]) => source.includes(look(key))));
  return { ...errors, sentences: kept('sentences', (key) => english.sentences[key]), named: kept('named', (key) => `'${key}'`) };
}

/** Files and folders, without what is in folders of those. */
const CALLERS_SOURCES = [
  ...[
    'app/features/widget',
    'app/features/widget/recording',
    'app/features/callback',
    'app/features/texts',
    'app/features/shares',
    'app/lib',
    'app/lib/media',
    'app/lib/texts',
  ],
  ...['server/routing', 'server/routing/core/callers.ts', 'server/media', 'server/sockets', 'server/widget-keys', 'server/http/api.ts'],
  ...['server/callbacks', 'server/messages', 'server/http/callbacks-api.ts', 'server/http/messages-api.ts', 'server/http/requests.ts'],
  ...[
    'server/data/callback-book.ts',
    'server/data/left-messages.ts',
    'server/data/ratings.ts',
    'server/http/ratings-api.ts',
    'server/abuse',
  ],
];

/** @param {string} place @returns {string[]} */
function sourcesIn(place) {
  const full = path.join(root, place);
  if (!statSync(full).isDirectory()) return [readFileSync(full, 'utf8')];
  const files = readdirSync(full).filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'));
  return files.map((name) => readFileSync(path.join(full, name), 'utf8'));
}

/** @param {unknown} value @returns {unknown} */
function compiled(value) {
  if (typeof value === 'string') return compile(value);
  return Object.fromEntries(Object.entries(/** @type {object} */ (value)).map(([key, inner]) => [key, compiled(inner)]));
}

/** The widget's frame, built by itself: without the pages' framework it is a fraction of their weight. */
export default defineConfig({
  root: path.join(root, 'app/frame'),
  base: '/embed/',
  publicDir: false,
  logLevel: 'warn',
  plugins: [words()],
  resolve: { alias: { 'use-intl/format-message': 'use-intl/format-message/format-only' } },
  css: { postcss: root },
  build: {
    outDir: path.join(root, '.frame'),
    emptyOutDir: true,
    manifest: 'manifest.json',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: path.join(root, 'app/frame/main.tsx'),
      // Marks for another kind of build, in our files and in libraries'.
      onLog: (level, log, handle) => log.code !== 'MODULE_LEVEL_DIRECTIVE' && handle(level, log),
    },
  },
});
