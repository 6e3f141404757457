import { useTranslations } from 'use-intl/react';
import type { CallStory } from '../../../server/protocol/call-story.ts';
import { SectionTitle } from '../../components/ui/panel.tsx';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../../components/ui/table.tsx';
import { useFormats } from '../../lib/i18n/formats.ts';
import { useWords } from '../../lib/i18n/words.ts';
import { RatingLine } from '../ratings/rating-line.tsx';
import type { Names } from './decision-view.ts';
import { eventWords } from './event-view.ts';
import type { PartView } from './story-view.ts';

interface CallEventsProps {
  story: CallStory;
  parts: readonly PartView[];
  names: Names;
}

/** Every event of the conversation in its order; where it has several parts, with the part that it belongs to. */
export function CallEvents({ story, parts, names }: CallEventsProps) {
  const t = useTranslations('board.story');
  const say = useWords();
  const { timeWithSeconds } = useFormats();
  const nameOf = (id: string) => names.agents.get(id) ?? id;
  const numbers = new Map(parts.map(({ callId, number }) => [callId, number]));
  return (
    // What opens and closes takes the focus: without it the dialog could not be scrolled by keyboard.
    <details open className="flex flex-col">
      <summary className="cursor-pointer font-medium">{t('events')}</summary>
      <ol aria-label={t('events')} className="flex flex-col gap-1 pt-1.5">
        {story.events.map((event, nth) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a log only grows at its end.
          <li key={nth} className="flex gap-3">
            <time className="figures shrink-0 text-muted">{timeWithSeconds(event.at)}</time>
            {parts.length > 1 && (
              <span className="figures shrink-0 text-muted">{t('part', { number: numbers.get(event.callId) ?? 1 })}</span>
            )}
            <span>{say(eventWords(event, nameOf))}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}

/** What the caller was shown before the call and accepted, word for word. */
export function CallConsent({ story: { consent } }: { story: CallStory }) {
  const t = useTranslations('board.story');
  const { timeWithSeconds } = useFormats();
  if (consent === undefined) return null;
  return (
    <section className="flex flex-col gap-1.5">
      <SectionTitle>{t('consent', { time: timeWithSeconds(consent.acceptedAt) })}</SectionTitle>
      <p className="whitespace-pre-line text-muted text-sm">{consent.text}</p>
    </section>
  );
}

export function CallLines({ story: { lines, agents } }: { story: CallStory }) {
  const t = useTranslations('board.story');
  const { number, percentWithTenths } = useFormats();
  const ms = useTranslations('board.why');
  return (
    <section className="flex flex-col gap-1.5">
      <SectionTitle>{t('quality')}</SectionTitle>
      {lines.length === 0 ? (
        <p className="text-muted text-sm">{t('no-quality')}</p>
      ) : (
        <Table aria-label={t('quality')} boxClassName="rounded-lg border border-line" className="min-w-[34rem]">
          <TableHead>
            <tr>
              <TableHeader>{t('party')}</TableHeader>
              <TableHeader numeric>{t('mos')}</TableHeader>
              <TableHeader numeric>{t('worst')}</TableHeader>
              <TableHeader numeric>{t('loss')}</TableHeader>
              <TableHeader numeric>{t('jitter')}</TableHeader>
              <TableHeader numeric>{t('round-trip')}</TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {lines.map((line) => (
              <TableRow key={line.party}>
                <TableCell>
                  {line.agentId === null ? t(line.party === 'caller' ? 'caller' : 'an-agent') : (agents[line.agentId] ?? t('an-agent'))}
                </TableCell>
                <TableCell numeric>{number(line.mosAverage, 1)}</TableCell>
                <TableCell numeric>{number(line.mosWorst, 1)}</TableCell>
                <TableCell numeric>{percentWithTenths(line.loss)}</TableCell>
                <TableCell numeric>{ms('milliseconds', { ms: Math.round(line.jitterMs) })}</TableCell>
                <TableCell numeric>{line.rttMs === null ? '–' : ms('milliseconds', { ms: Math.round(line.rttMs) })}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
    </section>
  );
}

/** What the agents wrote when their part was over. */
export function CallNotes({ parts }: { parts: readonly PartView[] }) {
  const t = useTranslations('board.story');
  const noted = parts.flatMap(({ callId, notes }) => (notes === null ? [] : [{ callId, ...notes }]));
  return (
    <section className="flex flex-col gap-1.5">
      <SectionTitle>{t('notes')}</SectionTitle>
      {noted.length === 0 && <p className="text-muted text-sm">{t('no-notes')}</p>}
      {noted.map(({ callId, agentName, disposition, notes }) => (
        <div key={callId}>
          <p className="text-muted text-sm">{t('wrote', { agent: agentName, disposition: disposition ?? t('no-disposition') })}</p>
          <p className="whitespace-pre-wrap break-words">{notes || '–'}</p>
        </div>
      ))}
    </section>
  );
}

/** What the caller said of it afterwards. */
export function CallRating({ story: { rating } }: { story: CallStory }) {
  const t = useTranslations('board.story');
  if (rating === undefined) return null;
  return (
    <section className="flex flex-col gap-1.5">
      <SectionTitle>{t('rating')}</SectionTitle>
      <RatingLine rating={rating} />
    </section>
  );
}

/** What caller and agents wrote to each other. */
export function CallTexts({ story: { texts } }: { story: CallStory }) {
  const t = useTranslations('board.story');
  const { timeWithSeconds } = useFormats();
  return (
    <section className="flex flex-col gap-1.5">
      <SectionTitle>{t('texts')}</SectionTitle>
      {texts === null || texts.length === 0 ? (
        <p className="text-muted text-sm">{t(texts === null ? 'texts-closed' : 'no-texts')}</p>
      ) : (
        <ol aria-label={t('texts')} className="flex flex-col gap-1">
          {texts.map(({ seq, at, name, text, toAgentAlone }) => (
            <li key={seq} className="flex gap-3">
              <time className="figures shrink-0 text-muted">{timeWithSeconds(at)}</time>
              <span className="min-w-0 whitespace-pre-wrap break-words">
                <span className="font-medium">{name}</span> {toAgentAlone && <span className="text-muted">({t('to-agent-alone')}) </span>}
                {text}
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
