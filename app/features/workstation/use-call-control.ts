'use client';

import { useState } from 'react';
import type { CallAction } from '../../../server/protocol/conversation.ts';
import { useAction } from './use-action.ts';

export interface CallControl {
  run: (action: CallAction) => Promise<boolean>;
  /** What is being asked for now; null when the next press counts. */
  asking: CallAction | null;
}

/** What is asked to act on a call, of whomever. Throws what it was refused with. */
export interface Controls {
  control: (callId: string, action: CallAction) => Promise<unknown>;
}

/** One action on the call at a time: a second press while the first is on its way would mean something else than it says. */
export function useCallControl(connection: Controls, callId: string): CallControl {
  const [asking, setAsking] = useState<CallAction | null>(null);
  const { run } = useAction(async (action: CallAction) => {
    setAsking(action);
    try {
      await connection.control(callId, action);
    } finally {
      setAsking(null);
    }
  });
  return { run, asking };
}
