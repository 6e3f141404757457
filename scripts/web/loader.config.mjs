import path from 'node:path';
import { defineConfig } from 'vite';

const root = path.join(import.meta.dirname, '../..');

/** The widget's loader: one classic script, which leaves nothing behind in the page's global names. */
export default defineConfig({
  root: path.join(root, 'packages/widget'),
  publicDir: false,
  logLevel: 'warn',
  build: {
    outDir: path.join(root, '.frame'),
    emptyOutDir: false,
    target: 'es2020',
    modulePreload: false,
    rolldownOptions: {
      input: path.join(root, 'packages/widget/src/tag.ts'),
      output: { format: 'iife', entryFileNames: 'widget.js', codeSplitting: false },
    },
  },
});
