'use client';

import { LeftMessages } from '../../../server/protocol/messages.ts';
import { usePolled } from './use-polled.ts';

const EVERY_MS = 5000;

export type MessageList = ReturnType<typeof useMessages>;

/** The callers' messages, looked up every few seconds. */
export const useMessages = () => usePolled('/api/messages', LeftMessages, { everyMs: EVERY_MS });
