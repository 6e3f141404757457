import { execFile } from 'node:child_process';
import { randomUUID, X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { freemem, totalmem } from 'node:os';
import path from 'node:path';
import { createSecureContext } from 'node:tls';
import { promisify } from 'node:util';
import type { TlsFiles } from '../config.ts';
import type { Certificate } from './certificates.ts';
import type { FileFacts, FolderIo } from './data.ts';

/** What the checks ask of this machine, carried out. */

const readIfThere = (file: string): string | null => (existsSync(file) ? readFileSync(file, 'utf8') : null);

export function memory(): { total: number; available: number } {
  const kilobytes = /^MemAvailable:\s+(\d+)/m.exec(readIfThere('/proc/meminfo') ?? '')?.[1];
  return { total: totalmem(), available: kilobytes === undefined ? freemem() : Number(kilobytes) * 1024 };
}

/** Of the nearest folder above that is there. */
export function diskOf(folder: string): { free: number; total: number } {
  const { bavail, blocks, bsize } = statfsSync(existingAbove(folder));
  return { free: bavail * bsize, total: blocks * bsize };
}

const existingAbove = (folder: string): string => (existsSync(folder) ? folder : existingAbove(path.dirname(folder)));

export const limits = (): string | null => readIfThere('/proc/self/limits');

export async function timeSaid(): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)('timedatectl', ['show', '--property=NTPSynchronized', '--value'], { timeout: 5000 });
    return stdout;
  } catch {
    return null;
  }
}

export const folderIo: FolderIo = {
  tryWriting(folder) {
    const made = mkdirSync(folder, { recursive: true });
    const file = path.join(folder, `try-${randomUUID()}`);
    writeFileSync(file, '');
    rmSync(file);
    if (made !== undefined) rmSync(made, { recursive: true });
  },
  user(folder) {
    const holder = readIfThere(path.join(folder, 'tandem.lock'));
    return holder !== null && existsSync(`/proc/${holder}`) ? holder : null;
  },
};

export function factsOf(file: string): FileFacts | null {
  if (!existsSync(file)) return null;
  const { mode, uid } = statSync(file);
  return { mode: mode & 0o777, isOwn: uid === process.getuid?.() };
}

/** @throws when one of the files can't be read, or the key is not the certificate's */
export function ownCertificate({ cert, key }: TlsFiles): Certificate {
  const pem = readFileSync(cert, 'utf8');
  createSecureContext({ cert: pem, key: readFileSync(key, 'utf8') });
  const { validFrom, validTo } = new X509Certificate(pem);
  return { from: Date.parse(validFrom), until: Date.parse(validTo) };
}
