import { type Finding, ok, warning, wrong } from './finding.ts';

/** What a machine has: Node, memory, disk, open files, time. */

/** From here on Node runs TypeScript without a flag. */
const OLDEST_NODE = [22, 18] as const;

export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isNew = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  return isNew ? ok(`Node.js ${version}`) : wrong(`Node.js ${version} is older than ${OLDEST_NODE.join('.')}`, 'Install Node.js 24.');
}

const MB = 1024 ** 2;
const GB = 1024 ** 3;
const inGb = (bytes: number) => `${(bytes / GB).toFixed(1)} GB`;

/** @param memory bytes; `available`: without pushing anything out */
export function checkMemory({ total, available }: { total: number; available: number }): Finding {
  const what = `${inGb(total)} of memory, ${inGb(available)} of it available`;
  if (total < 1 * GB) return wrong(what, 'Give the machine 2 GB: the program and its media workers need most of 1 GB.');
  if (total < 1.9 * GB || available < 300 * MB) return warning(what, 'Give the machine 2 GB or more, or end other programs on it.');
  return ok(what);
}

/** @param bytes on the disk of the data folder */
export function checkDisk({ free, total }: { free: number; total: number }): Finding {
  const what = `${inGb(free)} free on the disk of the data folder`;
  if (free < 0.5 * GB) return wrong(what, 'Make room: without it nothing can be stored, and calls are refused.');
  if (free < 2 * GB || free < total / 20) return warning(what, 'Make room, or move TANDEM_DATA to a larger disk.');
  return ok(what);
}

/** @param limits text of /proc/self/limits; null: this system has none */
export function checkDescriptors(limits: string | null): Finding {
  const hard = /^Max open files\s+\S+\s+(\S+)/m.exec(limits ?? '')?.[1];
  if (hard === undefined) return warning('The limit of open files can’t be read', 'See that it is 65536 or more: each browser is one.');
  const most = hard === 'unlimited' ? Number.POSITIVE_INFINITY : Number(hard);
  const todo = 'Raise it to 65536 (systemd: LimitNOFILE=65536): each browser is one.';
  if (most < 1024) return wrong(`At most ${most} open files`, todo);
  if (most < 16_384) return warning(`At most ${most} open files`, todo);
  return ok(`At most ${hard} open files`);
}

/** @param said by `timedatectl show -p NTPSynchronized --value`; null: it is not there */
export function checkTime(said: string | null): Finding {
  if (said?.trim() === 'yes') return ok('The clock is synchronised');
  const todo = 'Have it synchronised (Debian: systemd-timesyncd or chrony): with a wrong clock sessions and media tickets end early.';
  return warning(said?.trim() === 'no' ? 'The clock is not synchronised' : 'Whether the clock is synchronised can’t be told', todo);
}
