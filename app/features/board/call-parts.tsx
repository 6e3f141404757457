import { useTranslations } from 'use-intl/react';
import { useFormats } from '../../lib/i18n/formats.ts';
import { useWords } from '../../lib/i18n/words.ts';
import { DecisionDetails } from './decision-details.tsx';
import type { PartView, StoryEntry } from './story-view.ts';

/** Who took part in the conversation, one after the other, each with how it came to them. */
export function CallParts({ parts }: { parts: readonly PartView[] }) {
  const t = useTranslations('board.story');
  const say = useWords();
  const { timeWithSeconds } = useFormats();
  return (
    <section className="flex flex-col gap-2 border-line border-t pt-4">
      <h3 className="font-medium">{t('conversation', { count: parts.length })}</h3>
      <ol aria-label={t('conversation', { count: parts.length })} className="flex flex-col gap-2">
        {parts.map((part) => {
          const line = (
            <>
              <span className="figures w-14 shrink-0 text-muted">{t('part', { number: part.number })}</span>
              <span className="min-w-0 flex-1">
                {say(part.title)} <span className="text-muted">{say(part.role)}</span>
              </span>
              <span className="figures text-muted">
                {timeWithSeconds(part.from)}–{part.until === null ? t('still') : timeWithSeconds(part.until)}
              </span>
            </>
          );
          const [latest, ...earlier] = part.entries;
          return (
            <li key={part.callId} className="rounded-lg border border-line">
              {part.asked ? (
                <p className="flex flex-wrap gap-x-3 px-4 py-2.5">
                  {line}
                  <span className="w-full pl-[4.25rem] text-muted text-sm">{t('this-part')}</span>
                </p>
              ) : (
                <details>
                  <summary className="flex cursor-pointer flex-wrap gap-x-3 rounded-lg px-4 py-2.5 hover:bg-sunken">{line}</summary>
                  <div className="flex flex-col gap-5 px-4 pt-1 pb-4">
                    {latest === undefined ? <p className="text-muted">{t('not-offered')}</p> : <Entry entry={latest} />}
                    {earlier.length > 0 && <Earlier entries={earlier} />}
                  </div>
                </details>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** The choices before the one that is shown. */
export function Earlier({ entries }: { entries: readonly StoryEntry[] }) {
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

export function Entry({ entry }: { entry: StoryEntry }) {
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
