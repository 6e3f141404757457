import { type Finding, messageOf, ok, warning, wrong } from './finding.ts';

/** The data folder and the secret. */

export interface FolderIo {
  /** Makes the folder where there is none, and a file in it that it deletes again. @throws */
  tryWriting(folder: string): void;
  /** Who holds the folder's lock, when that process is alive. */
  user(folder: string): string | null;
}

export function checkDataFolder(folder: string, io: FolderIo): Finding {
  try {
    io.tryWriting(folder);
  } catch (error) {
    return wrong(
      `The data folder can’t be written: ${messageOf(error)}`,
      'Give it to the user that runs the program, or set TANDEM_DATA to another.',
    );
  }
  const user = io.user(folder);
  return user === null ? ok(`The data folder ${folder} is free`) : ok(`The data folder ${folder} is used by process ${user}`);
}

export interface FileFacts {
  /** Its permissions, as 0o600. */
  mode: number;
  isOwn: boolean;
}

export interface SecretIo {
  /** @throws when it is damaged; null: there is none yet */
  find(): string | null;
  /** Null: there is no such file. */
  facts(file: string): FileFacts | null;
}

/**
 * @param isSet whether it comes from TANDEM_SECRET
 * @param files that hold it: the file in the data folder, or the file of settings
 */
export function checkSecret({ isSet, files }: { isSet: boolean; files: readonly string[] }, io: SecretIo): Finding {
  let secret: string | null;
  try {
    secret = io.find();
  } catch (error) {
    return wrong(messageOf(error), 'Restore it from a backup.');
  }
  for (const file of files) {
    const facts = io.facts(file);
    if (facts !== null && (facts.mode & 0o077) !== 0)
      return wrong(`${file} holds the secret, and others can read it`, `Make it readable by its owner alone: chmod 600 ${file}`);
    if (facts !== null && !facts.isOwn)
      return warning(`${file} holds the secret, and belongs to another user`, 'Run this as the user that runs the program.');
  }
  if (isSet) return ok('The secret is set by TANDEM_SECRET');
  return secret === null ? ok('There is no secret yet; the first start makes one') : ok('The secret is there, for its owner alone');
}
