'use client';

import { useEffect, useState } from 'react';
import { AGENT_COLUMN_IDS } from './agent-table.tsx';
import { type BoardView, readView, writeView } from './board-address.ts';
import { CALL_COLUMN_IDS } from './call-table.tsx';
import { QUEUE_COLUMN_IDS } from './queue-table.tsx';

const COLUMN_IDS = { queues: QUEUE_COLUMN_IDS, agents: AGENT_COLUMN_IDS, calls: CALL_COLUMN_IDS };
const WRITE_AFTER_MS = 250;

/** The view, kept in the address. Only for what is drawn in the browser: the server does not know it. */
export function useBoardView() {
  const [view, setView] = useState<BoardView>(() => readView(window.location.search, COLUMN_IDS));
  useEffect(() => {
    // Not on every letter that is typed: browsers limit how often the address may change.
    const timer = setTimeout(() => {
      const address = window.location.pathname + writeView(view);
      if (address !== window.location.pathname + window.location.search) window.history.replaceState(null, '', address);
    }, WRITE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [view]);
  return [view, setView] as const;
}
