'use client';

import { useTranslations } from 'use-intl/react';
import { CallStory } from '../../../server/protocol/call-story.ts';
import { Dialog } from '../../components/ui/dialog.tsx';
import { Skeleton } from '../../components/ui/skeleton.tsx';
import { ErrorState } from '../../components/ui/states.tsx';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { useFormats } from '../../lib/i18n/formats.ts';
import { useWords } from '../../lib/i18n/words.ts';
import { CallEvents, CallLines, CallNotes } from './call-details.tsx';
import { DecisionDetails } from './decision-details.tsx';
import type { Names } from './decision-view.ts';
import { type StoryEntry, storyView } from './story-view.ts';
import { usePolled } from './use-polled.ts';

/** While it is open the call may go on. */
const EVERY_MS = 5000;

interface CallDialogProps {
  callId: string;
  names: Names;
  onClose: () => void;
}

/** One call's story: why this agent, what happened, how good the lines were, and what was written. */
export function CallDialog({ callId, names, onClose }: CallDialogProps) {
  const t = useTranslations('board');
  const errorWords = useErrorWords();
  const { timeWithSeconds } = useFormats();
  const { polled, reload } = usePolled(`/api/calls/${encodeURIComponent(callId)}/decisions`, CallStory, { everyMs: EVERY_MS });
  const story = polled.kind === 'loaded' ? polled.data : null;
  const [latest, ...earlier] = story === null ? [] : storyView(story, names);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={
        latest !== undefined
          ? t('why.title', { agents: latest.decision.chosenNames.join(', ') })
          : story === null
            ? t('story.loading-title')
            : t('story.title', { caller: story.callerName })
      }
      description={
        story === null
          ? undefined
          : latest === undefined
            ? t('why.call', { caller: story.callerName, queue: story.queueName })
            : t('why.call-chosen', { caller: story.callerName, queue: story.queueName, time: timeWithSeconds(latest.decision.at) })
      }
      className="max-w-3xl"
    >
      {polled.kind === 'loading' && <Skeleton className="h-96" />}
      {polled.kind === 'failed' && <ErrorState title={t('why.failed')} message={errorWords(polled.error)} onRetry={reload} />}
      {story !== null && (
        <div className="flex flex-col gap-5">
          {latest === undefined ? <p className="text-muted">{t('why.never')}</p> : <Entry entry={latest} />}
          {earlier.length > 0 && <Earlier entries={earlier} />}
          <CallEvents story={story} names={names} />
          <CallLines story={story} />
          <CallNotes story={story} />
        </div>
      )}
    </Dialog>
  );
}

function Earlier({ entries }: { entries: readonly StoryEntry[] }) {
  const t = useTranslations('board');
  const say = useWords();
  const { timeWithSeconds } = useFormats();
  return (
    <section className="flex flex-col gap-2 border-line border-t pt-4">
      <h3 className="font-medium">{t('why.before', { count: entries.length })}</h3>
      {entries.map((entry) => (
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
