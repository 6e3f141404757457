import { useTranslations } from 'use-intl/react';
import { useRemainingSeconds } from '../../lib/clock.ts';
import { Notice } from './notice.tsx';
import { firstName } from './widget-words.ts';

/** The status line has said it already; the seconds here are for the eye. */
export function AgentAway({ agentName, until }: { agentName: string; until: number }) {
  const t = useTranslations('widget.away');
  const seconds = useRemainingSeconds(until);
  return (
    <div aria-live="off" className="figures">
      <Notice kind="offline" title={t('title', { name: firstName(agentName) })}>
        {t('text', { seconds })}
      </Notice>
    </div>
  );
}
