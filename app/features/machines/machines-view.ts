import type { CenterLink } from '../../../server/protocol/center-links.ts';
import type { LinkKey } from '../../../server/protocol/link-keys.ts';
import type { MediaNodeState, MediaNodeView } from '../../../server/protocol/media-nodes.ts';
import type { Tone } from '../../components/ui/badge.tsx';
import { type Words, words } from '../../lib/i18n/words.ts';

/** A machine of its own, or a center that could be on one, and its keys. */
export type Machine =
  | { kind: 'media'; id: string; name: string; keys: readonly LinkKey[]; state: MediaNodeState; node: MediaNodeView }
  /** `people`: who are signed in there. */
  | { kind: 'center'; id: string; name: string; keys: readonly LinkKey[]; state: 'up' | 'gone'; people: number };

export const mediaMachine = (node: MediaNodeView): Machine => ({ kind: 'media', node, ...node });
export const centerMachine = ({ id, name, keys, linked }: CenterLink, people: number): Machine => ({
  ...{ kind: 'center', id, name, keys, people },
  state: linked ? 'up' : 'gone',
});

/** Where its keys are made and ended. */
export const keysPath = ({ kind, id }: Machine): `/api/${string}` =>
  `/api/admin/${kind === 'media' ? 'media-nodes' : 'center-links'}/${encodeURIComponent(id)}/keys`;

export const STATE_TONES: Record<MediaNodeState, Tone> = {
  up: 'available',
  draining: 'neutral',
  silent: 'not-ready',
  lost: 'missed',
  gone: 'missed',
};

/** Centers that have no machine of their own need no link of one: theirs is no trouble either way. */
export const isOnItsOwn = ({ kind, keys }: Machine): boolean => kind === 'media' || keys.some(({ derived }) => !derived);

/** By which a key is told from others. */
export function nameOfKey({ hint, derived }: LinkKey): Words {
  if (derived) return words('machines.key.derived');
  return hint === null ? words('machines.key.unknown') : words('machines.key.given', { hint });
}

/** How long a key is good: nothing ends by itself. */
export const validityOf = (key: LinkKey, keys: readonly LinkKey[]): Words =>
  words(keys.length > 1 && key !== keys[0] ? 'machines.key.old' : 'machines.key.until-ended');

export interface Consequence {
  says: readonly Words[];
  /** Somebody is cut off by it. */
  cuts: boolean;
}

/** What comes of another key, beside that it is good. Pure. */
export function ofAnother({ kind, name, keys }: Machine): Consequence {
  const [, older] = keys;
  if (older !== undefined) {
    const says = [words('machines.make.third', { key: nameOfKey(older) })];
    if (older.inUse) says.push(words('machines.make.third-in-use'));
    return { says, cuts: older.inUse };
  }
  const isFirst = kind === 'center' && keys.every(({ derived }) => derived);
  const says = [
    ...(keys.length > 0 ? [words('machines.make.beside')] : []),
    ...(isFirst ? [words('machines.make.first-of-center', { name })] : []),
  ];
  return { says, cuts: false };
}

/** What comes of a key's end. Pure. */
export function ofEnd(machine: Machine, key: LinkKey): Consequence {
  const { kind, name, keys } = machine;
  const others = keys.filter((one) => one !== key);
  const cut =
    kind === 'media'
      ? words('machines.end.media', { name, count: machine.node.rooms })
      : words('machines.end.center', { name, count: machine.people });
  const isLastGiven = kind === 'center' && !key.derived && others.every(({ derived }) => derived);
  const after = isLastGiven
    ? [words('machines.end.back', { name })]
    : others.length > 0
      ? [words('machines.end.other-stays')]
      : [words('machines.end.none-left')];
  return { says: [key.inUse ? cut : words('machines.end.unused'), ...after], cuts: key.inUse };
}
