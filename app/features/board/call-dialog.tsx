'use client';

import { useTranslations } from 'use-intl/react';
import { CallStory } from '../../../server/protocol/call-story.ts';
import { Dialog } from '../../components/ui/dialog.tsx';
import { Skeleton } from '../../components/ui/skeleton.tsx';
import { ErrorState } from '../../components/ui/states.tsx';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { useFormats } from '../../lib/i18n/formats.ts';
import { StoryCaller } from '../callers/story-caller.tsx';
import { CallConsent, CallEvents, CallLines, CallNotes, CallRating, CallTexts } from './call-details.tsx';
import { CallParts, Earlier, Entry } from './call-parts.tsx';
import type { Names } from './decision-view.ts';
import { namesOf, storyView } from './story-view.ts';
import { usePolled } from './use-polled.ts';

/** While it is open the call may go on. */
const EVERY_MS = 5000;

interface CallDialogProps {
  callId: string;
  names: Names;
  onClose: () => void;
}

/** One call's story: why this agent; and of its whole conversation what happened, how good the lines were, what was written. */
export function CallDialog({ callId, names, onClose }: CallDialogProps) {
  const t = useTranslations('board');
  const errorWords = useErrorWords();
  const { timeWithSeconds } = useFormats();
  const { polled, reload } = usePolled(`/api/calls/${encodeURIComponent(callId)}/decisions`, CallStory, { everyMs: EVERY_MS });
  const story = polled.kind === 'loaded' ? polled.data : null;
  const parts = story === null ? [] : storyView(story, names);
  const asked = parts.find((part) => part.asked);
  const [latest, ...earlier] = asked?.entries ?? [];
  const queue = story?.parts.find(({ callId: id }) => id === callId)?.queueName ?? '';
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
            ? t('why.call', { caller: story.callerName, queue })
            : t('why.call-chosen', { caller: story.callerName, queue, time: timeWithSeconds(latest.decision.at) })
      }
      className="max-w-3xl"
    >
      {polled.kind === 'loading' && <Skeleton className="h-96" />}
      {polled.kind === 'failed' && <ErrorState title={t('why.failed')} message={errorWords(polled.error)} onRetry={reload} />}
      {story !== null && (
        <div className="flex flex-col gap-5">
          {story.caller !== null && <StoryCaller caller={story.caller} />}
          {latest === undefined ? <p className="text-muted">{t('why.never')}</p> : <Entry entry={latest} />}
          {earlier.length > 0 && <Earlier entries={earlier} />}
          {parts.length > 1 && <CallParts parts={parts} />}
          <CallEvents story={story} parts={parts} names={namesOf(story, names)} />
          <CallConsent story={story} />
          <CallLines story={story} />
          <CallNotes parts={parts} />
          <CallRating story={story} />
          <CallTexts story={story} />
        </div>
      )}
    </Dialog>
  );
}
