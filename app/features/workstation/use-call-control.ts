'use client';

import { useState } from 'react';
import type { CallAction } from '../../../server/protocol/conversation.ts';
import type { WorkstationConnection } from './connection.ts';
import { useAction } from './use-action.ts';

export interface CallControl {
  run: (action: CallAction) => Promise<boolean>;
  /** What is being asked for now; null when the next press counts. */
  asking: CallAction | null;
}

/** One action on the call at a time: a second press while the first is on its way would mean something else than it says. */
export function useCallControl(connection: Pick<WorkstationConnection, 'control'>, callId: string): CallControl {
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
