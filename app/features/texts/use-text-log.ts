import { useSyncExternalStore } from 'react';
import type { TextChat } from '../../lib/texts/text-chat.ts';
import { emptyLog, type TextLog } from '../../lib/texts/text-log.ts';

const EMPTY = emptyLog('caller');
const never = () => () => undefined;

/** The texts of a conversation, as they change. */
export function useTextLog(chat: TextChat | null): TextLog {
  const get = chat?.get ?? (() => EMPTY);
  return useSyncExternalStore(chat?.subscribe ?? never, get, get);
}
