'use client';

import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { Conversation } from '../../../server/protocol/conversation.ts';
import { Banner } from '../../components/ui/banner.tsx';
import { Button } from '../../components/ui/button.tsx';
import { answerOf } from './parties-view.ts';

/** What became of the one who was asked in and did not come, until the agent has put it away or asks again. */
export function AnswerNotice({ conversation }: { conversation: Conversation }) {
  const t = useTranslations('workstation-call.answer');
  const [seen, setSeen] = useState<number | null>(null);
  const answer = answerOf(conversation, seen);
  if (answer === null) return null;
  return (
    <Banner
      kind="info"
      title={t(answer.end, { name: answer.name })}
      action={
        <Button variant="quiet" size="sm" aria-label={t('dismiss')} className="-my-1.5 -mr-2" onClick={() => setSeen(answer.at)}>
          <X aria-hidden />
        </Button>
      }
    />
  );
}
