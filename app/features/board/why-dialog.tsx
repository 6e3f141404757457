'use client';

import { useTranslations } from 'use-intl/react';
import { CallStory } from '../../../server/protocol/call-story.ts';
import { Dialog } from '../../components/ui/dialog.tsx';
import { ErrorState } from '../../components/ui/states.tsx';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { useFormats } from '../../lib/i18n/formats.ts';
import { useWords } from '../../lib/i18n/words.ts';
import { DecisionDetails } from './decision-details.tsx';
import type { Names } from './decision-view.ts';
import { type StoryEntry, storyView } from './story-view.ts';
import { usePolled } from './use-polled.ts';

export interface Why {
  callId: string;
  callerName: string;
  queueName: string;
}

interface WhyDialogProps {
  why: Why | null;
  names: Names;
  onClose: () => void;
}

/** Why this agent: what the routing server knew at each of its choices, as it was then. */
export function WhyDialog({ why, names, onClose }: WhyDialogProps) {
  return why === null ? null : <Opened key={why.callId} why={why} names={names} onClose={onClose} />;
}

function Opened({ why, names, onClose }: WhyDialogProps & { why: Why }) {
  const t = useTranslations('board');
  const say = useWords();
  const errorWords = useErrorWords();
  const { timeWithSeconds } = useFormats();
  const { polled, reload } = usePolled(`/api/calls/${encodeURIComponent(why.callId)}/decisions`, CallStory, { everyMs: null });
  const entries = polled.kind === 'loaded' ? storyView(polled.data, names) : [];
  const [latest, ...earlier] = entries;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('why.title', { agents: latest?.decision.chosenNames.join(', ') ?? t('why.this-agent') })}
      description={
        latest === undefined
          ? t('why.call', { caller: why.callerName, queue: why.queueName })
          : t('why.call-chosen', { caller: why.callerName, queue: why.queueName, time: timeWithSeconds(latest.decision.at) })
      }
      className="max-w-3xl"
    >
      <div className="flex flex-col gap-5">
        {latest !== undefined && <Entry entry={latest} />}
        {latest === undefined && polled.kind === 'loading' && <p className="text-muted">{t('why.looking')}</p>}
        {latest === undefined && polled.kind === 'loaded' && <p className="text-muted">{t('why.never')}</p>}
        {latest === undefined && polled.kind === 'failed' && (
          <ErrorState title={t('why.failed')} message={errorWords(polled.error)} onRetry={reload} />
        )}
        {earlier.length > 0 && (
          <section className="flex flex-col gap-2 border-line border-t pt-4">
            <h3 className="font-medium">{t('why.before', { count: earlier.length })}</h3>
            {earlier.map((entry) => (
              <details key={entry.decision.at} className="rounded-lg border border-line px-4 py-3">
                <summary className="cursor-pointer">
                  {timeWithSeconds(entry.decision.at)} {entry.decision.chosenNames.join(', ')}{' '}
                  <span className="text-muted">{entry.ends.map((one) => say(one.words)).join(', ')}</span>
                </summary>
                <div className="pt-3">
                  <DecisionDetails decision={entry.decision} />
                </div>
              </details>
            ))}
          </section>
        )}
      </div>
    </Dialog>
  );
}

function Entry({ entry }: { entry: StoryEntry }) {
  const t = useTranslations('board');
  const say = useWords();
  const ends = entry.ends
    .map(({ agentName, words }) => (entry.ends.length > 1 ? t('why.offer-end', { agent: agentName, end: say(words) }) : say(words)))
    .join('; ');
  return (
    <>
      {/* Always there: it comes a moment after the reasons, and they must not jump. */}
      <p className="-mb-3 min-h-6 text-muted">{ends !== '' && t('why.offer', { ends })}</p>
      <DecisionDetails decision={entry.decision} />
    </>
  );
}
