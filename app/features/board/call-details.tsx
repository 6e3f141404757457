import { useTranslations } from 'use-intl/react';
import type { CallStory } from '../../../server/protocol/call-story.ts';
import { SectionTitle } from '../../components/ui/panel.tsx';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../../components/ui/table.tsx';
import { useFormats } from '../../lib/i18n/formats.ts';
import { useWords } from '../../lib/i18n/words.ts';
import type { Names } from './decision-view.ts';
import { eventWords } from './event-view.ts';

/** Every event of the call in its order. */
export function CallEvents({ story, names }: { story: CallStory; names: Names }) {
  const t = useTranslations('board.story');
  const say = useWords();
  const { timeWithSeconds } = useFormats();
  const nameOf = (id: string) => story.agents[id] ?? names.agents.get(id) ?? id;
  return (
    // What opens and closes takes the focus: without it the dialog could not be scrolled by keyboard.
    <details open className="flex flex-col">
      <summary className="cursor-pointer font-medium">{t('events')}</summary>
      <ol aria-label={t('events')} className="flex flex-col gap-1 pt-1.5">
        {story.events.map((event, nth) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a log only grows at its end.
          <li key={nth} className="flex gap-3">
            <time className="figures shrink-0 text-muted">{timeWithSeconds(event.at)}</time>
            <span>{say(eventWords(event, nameOf))}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}

export function CallLines({ story: { lines } }: { story: CallStory }) {
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
                <TableCell>{t(line.party === 'caller' ? 'caller' : 'an-agent')}</TableCell>
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

export function CallNotes({ story: { notes } }: { story: CallStory }) {
  const t = useTranslations('board.story');
  return (
    <section className="flex flex-col gap-1.5">
      <SectionTitle>{t('notes')}</SectionTitle>
      {notes === null ? (
        <p className="text-muted text-sm">{t('no-notes')}</p>
      ) : (
        <>
          <p className="text-muted text-sm">
            {t('wrote', { agent: notes.agentName, disposition: notes.disposition ?? t('no-disposition') })}
          </p>
          <p className="whitespace-pre-wrap">{notes.notes || '–'}</p>
        </>
      )}
    </section>
  );
}
