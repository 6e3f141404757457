'use client';

import { useEffect, useState } from 'react';
import { exhausted } from '../../../server/protocol/codes.ts';
import type { Asked } from './acting-context.ts';
import { CloseDialog } from './close-dialog.tsx';
import { MessageDialog } from './message-dialog.tsx';
import { MoveDialog } from './move-dialog.tsx';
import { QueuesDialog } from './queues-dialog.tsx';
import { SkillsDialog } from './skills-dialog.tsx';
import { StatusDialog } from './status-dialog.tsx';

/** The dialog of what a supervisor is about to do. It stays what it was while it goes. */
export function ActDialog({ asked, onClose }: { asked: Asked | null; onClose: () => void }) {
  const [last, setLast] = useState<{ asked: Asked; number: number } | null>(null);
  useEffect(() => {
    if (asked !== null) setLast((before) => ({ asked, number: (before?.number ?? 0) + 1 }));
  }, [asked]);
  if (last === null) return null;
  // Each is asked anew, with nothing left of the one before.
  return <DialogOf key={last.number} asked={last.asked} open={asked !== null} onClose={onClose} />;
}

function DialogOf({ asked, ...props }: { asked: Asked; open: boolean; onClose: () => void }) {
  switch (asked.act) {
    case 'status':
      return <StatusDialog agent={asked.agent} {...props} />;
    case 'skills':
      return <SkillsDialog agent={asked.agent} {...props} />;
    case 'queues':
      return <QueuesDialog agent={asked.agent} {...props} />;
    case 'message-agent':
      return <MessageDialog to={asked.agent} kind="agents" {...props} />;
    case 'message-center':
      return <MessageDialog to={asked.center} kind="centers" {...props} />;
    case 'move':
      return <MoveDialog call={asked.call} {...props} />;
    case 'close':
      return <CloseDialog queue={asked.queue} {...props} />;
    default:
      return exhausted(asked);
  }
}
