'use client';

import { Inbox } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Badge } from '../../../components/ui/badge.tsx';
import { Button } from '../../../components/ui/button.tsx';
import { Panel } from '../../../components/ui/panel.tsx';
import { countsOf } from '../../messages/message-view.ts';
import { MessagesDialog } from './messages-dialog.tsx';
import { useLeftMessages } from './use-left-messages.ts';

interface MessagesPanelProps {
  agentId: string;
  /** A call rings: nothing may lie over it. */
  offered: boolean;
}

/** How many callers wait for an answer to what they left; the list is one press away. */
export function MessagesPanel({ agentId, offered }: MessagesPanelProps) {
  const t = useTranslations('left-messages');
  const [open, setOpen] = useState(false);
  const { answer, reload } = useLeftMessages(open);
  useEffect(() => {
    if (offered) setOpen(false);
  }, [offered]);
  const counts = answer.kind === 'here' ? countsOf(answer.data.messages) : null;
  return (
    <Panel title={t('panel')}>
      <div className="flex min-h-6 flex-wrap items-center gap-1.5">
        {counts !== null && counts.untaken > 0 && <Badge tone="not-ready">{t('untaken', { count: counts.untaken })}</Badge>}
        {counts !== null && counts.untaken === 0 && <p className="text-muted text-sm">{t('open', { count: counts.open })}</p>}
        {answer.kind === 'failed' && <p className="text-muted text-sm">{t('unknown')}</p>}
      </div>
      <Button variant="quiet" size="sm" onClick={() => setOpen(true)} className="mt-1 -ml-3">
        <Inbox aria-hidden />
        {t('show')}
      </Button>
      {open && <MessagesDialog agentId={agentId} answer={answer} reload={reload} onClose={() => setOpen(false)} />}
    </Panel>
  );
}
