'use client';

import { useTranslations } from 'use-intl/react';
import { MyDay } from '../../../server/protocol/desk.ts';
import { Dialog } from '../../components/ui/dialog.tsx';
import { DayContent } from '../workstation/day-dialog.tsx';
import { usePolled } from './use-polled.ts';

const EVERY_MS = 15_000;

interface AgentDialogProps {
  agentId: string;
  /** null: an agent whom the board does not know. */
  name: string | null;
  onClose: () => void;
}

/** One agent's day, as they see it themselves: figures, the line of what they did, and their calls. */
export function AgentDialog({ agentId, name, onClose }: AgentDialogProps) {
  const t = useTranslations('board.agent-day');
  const { polled, reload } = usePolled(`/api/agents/${encodeURIComponent(agentId)}/day`, MyDay, { everyMs: EVERY_MS });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={name === null ? t('unknown') : t('title', { agent: name })}
      description={t('link')}
      className="sm:max-w-4xl"
    >
      <div className="min-h-96">
        <DayContent answer={polled.kind === 'loaded' ? { kind: 'here', data: polled.data } : polled} onRetry={reload} />
      </div>
    </Dialog>
  );
}
