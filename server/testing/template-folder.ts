import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Names, in the environment of a run of tests, the folder that its processes share (`templates.ts`). */
export const TEMPLATES = 'TANDEM_TEST_TEMPLATES';

/** For the begin of a run of vitest. Returns what its end does. */
export default function prepare(): () => void {
  const folder = mkdtempSync(path.join(tmpdir(), 'tandem-templates-'));
  process.env[TEMPLATES] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
