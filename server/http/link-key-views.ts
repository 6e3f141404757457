import type { StoredLinkKey } from '../data/link-key-facts.ts';
import type { LinkKey } from '../protocol/link-keys.ts';

/** What administrators are shown of keys. Pure. @param linkedBy the hash of the key of the link that there is now; null: there is none */
export const keyViews = (keys: readonly StoredLinkKey[], linkedBy: string | null): LinkKey[] =>
  keys.map(({ hash, ...key }) => ({ ...key, inUse: hash === linkedBy }));
