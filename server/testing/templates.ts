import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { readConfig } from '../config.ts';
import { type Database, openDatabase } from '../data/database.ts';
import { prepareInstallation } from '../installation.ts';
import { keptSecret } from '../secret.ts';
import { TEMPLATES } from './template-folder.ts';

/** Data that tests start from, made by the first that needs them: all migrations and the demo's passwords take seconds. */

/** Fills a folder with the data of a fresh demo installation. One that has data is left as it is. */
export async function fillWithDemo(folder: string): Promise<void> {
  await copyOnce(folder, 'demo', async (template) => {
    const database = await openDatabase({ url: null, folder: template });
    await prepareInstallation(database.prisma, readConfig({ TANDEM_DATA: template }), keptSecret(template), Date.now());
    await database.close();
  });
}

/** As `openDatabase`, where nothing has been written yet. A folder that has data is opened as it is. */
export async function openEmptyDatabase({ url = null, folder }: { url?: string | null; folder: string }): Promise<Database> {
  if (url === null) await prepareEmpty(folder);
  return openDatabase({ url, folder });
}

/** Puts an embedded database into a folder, where nothing has been written yet. One that has data is left as it is. */
export async function prepareEmpty(folder: string): Promise<void> {
  await copyOnce(folder, 'empty', async (template) => {
    const database = await openDatabase({ url: null, folder: template });
    await database.close();
  });
}

async function copyOnce(folder: string, name: string, make: (template: string) => Promise<void>): Promise<void> {
  if (existsSync(path.join(folder, 'pg'))) return;
  cpSync(await templateOf(name, make), folder, { recursive: true });
}

const WAIT_MS = 60_000;
const own = new Map<string, Promise<string>>();

function templateOf(name: string, make: (template: string) => Promise<void>): Promise<string> {
  const found = own.get(name) ?? made(name, make);
  own.set(name, found);
  return found;
}

/** Made beside its place and moved there whole; another process that needs it meanwhile waits. */
async function made(name: string, make: (template: string) => Promise<void>): Promise<string> {
  const shared = process.env[TEMPLATES];
  const parent = shared ?? mkdtempSync(path.join(tmpdir(), 'tandem-template-'));
  if (shared === undefined) process.once('exit', () => rmSync(parent, { recursive: true, force: true }));
  const template = path.join(parent, name);
  const inMaking = `${template}.making`;
  const deadline = Date.now() + WAIT_MS;
  while (!existsSync(template)) {
    if (isFirst(inMaking)) {
      try {
        await make(inMaking);
        renameSync(inMaking, template);
      } catch (error) {
        rmSync(inMaking, { recursive: true, force: true });
        throw error;
      }
    } else if (Date.now() > deadline) throw new Error(`Waited ${WAIT_MS} ms for ${template}, which another test makes`);
    else await wait(50);
  }
  return template;
}

function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
