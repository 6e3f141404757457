import { useTranslations } from 'use-intl/react';
import type { WidgetPhase } from '../../../server/protocol/widget.ts';
import { firstName } from './widget-words.ts';

type Written = Pick<Extract<WidgetPhase, { kind: 'connected' }>, 'agentName' | 'talkProposed' | 'talkDeclinedAt'>;

/** What has become of a caller’s wish to talk. Its place is kept, so that a change is read out. */
export function TalkWish({ phase: { agentName, talkProposed, talkDeclinedAt } }: { phase: Written }) {
  const t = useTranslations('widget-talk');
  const name = firstName(agentName);
  const words = talkProposed
    ? t(talkProposed.agentBusy ? 'proposed-busy' : 'proposed', { name })
    : talkDeclinedAt !== undefined
      ? t('declined', { name })
      : null;
  return (
    <p role="status" className={words === null ? 'sr-only' : 'text-balance rounded-lg bg-sunken px-4 py-2 text-center text-sm'}>
      {words}
    </p>
  );
}
