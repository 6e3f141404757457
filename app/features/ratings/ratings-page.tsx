'use client';

import { Star } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { ShownRating } from '../../../server/protocol/ratings.ts';
import { Banner } from '../../components/ui/banner.tsx';
import { Button } from '../../components/ui/button.tsx';
import { Panel } from '../../components/ui/panel.tsx';
import { Skeleton } from '../../components/ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../components/ui/states.tsx';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../../components/ui/table.tsx';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { useFormats } from '../../lib/i18n/formats.ts';
import { SupervisorShell } from '../supervisor/supervisor-shell.tsx';
import { NO_FILTER, type RatingFilter } from './rating-filter.ts';
import { RatingFilters } from './rating-filters.tsx';
import { RatingMark } from './rating-line.tsx';
import { type RatingList, useRatings } from './use-ratings.ts';

export function RatingsPage() {
  const t = useTranslations('ratings');
  return (
    <SupervisorShell title={t('title')} skeleton={<Loading />}>
      <Ratings />
    </SupervisorShell>
  );
}

function Ratings() {
  const t = useTranslations('ratings');
  const [filter, setFilter] = useState<RatingFilter>(NO_FILTER);
  const { list, narrowed, retry, showMore } = useRatings(filter);
  return (
    <>
      <RatingFilters filter={filter} onChange={(part) => setFilter((before) => ({ ...before, ...part }))} />
      <Panel title={t('list')} flush>
        <List list={list} narrowed={narrowed} onRetry={retry} onMore={() => void showMore()} onShowAll={() => setFilter(NO_FILTER)} />
      </Panel>
    </>
  );
}

interface ListProps {
  list: RatingList;
  narrowed: boolean;
  onRetry: () => void;
  onMore: () => void;
  onShowAll: () => void;
}

function List({ list, narrowed, onRetry, onMore, onShowAll }: ListProps) {
  const t = useTranslations();
  const errorWords = useErrorWords();
  if (list.kind === 'failed') return <ErrorState title={t('common.not-loaded')} message={errorWords(list.error)} onRetry={onRetry} />;
  if (list.kind === 'loading') return <Loading />;
  if (list.ratings.length === 0)
    return (
      <EmptyState
        icon={Star}
        title={t(narrowed ? 'common.nothing-matches' : 'ratings.none')}
        action={narrowed ? <Button onClick={onShowAll}>{t('common.show-all')}</Button> : undefined}
      >
        {t(narrowed ? 'ratings.no-match-hint' : 'ratings.none-hint')}
      </EmptyState>
    );
  return (
    <>
      <RatingTable ratings={list.ratings} />
      {typeof list.more === 'object' && <Banner kind="error" title={errorWords(list.more.error)} className="m-4" />}
      {list.next !== null && (
        <div className="flex justify-center border-line border-t p-3">
          <Button busy={list.more === 'loading'} onClick={onMore}>
            {t('ratings.more')}
          </Button>
        </div>
      )}
    </>
  );
}

const COLUMNS = ['time', 'rating', 'comment', 'caller', 'queue', 'agent'] as const;

function RatingTable({ ratings }: { ratings: readonly ShownRating[] }) {
  const t = useTranslations('ratings');
  const { moment } = useFormats();
  const now = Date.now();
  return (
    <Table aria-label={t('list')} className="min-w-[56rem]">
      <TableHead>
        <tr>
          {COLUMNS.map((column) => (
            <TableHeader key={column}>{t(`columns.${column}`)}</TableHeader>
          ))}
        </tr>
      </TableHead>
      <TableBody>
        {ratings.map((rating) => (
          <TableRow key={rating.callId}>
            <TableCell className="figures whitespace-nowrap">{moment(rating.at, now)}</TableCell>
            <TableCell className="whitespace-nowrap">
              <RatingMark score={rating.score} />
            </TableCell>
            <TableCell className="max-w-[32rem] whitespace-pre-line break-words">
              {rating.comment === '' ? <span className="text-muted">{t('no-comment')}</span> : rating.comment}
            </TableCell>
            <TableCell>{rating.callerName}</TableCell>
            <TableCell>{rating.queueName}</TableCell>
            <TableCell>{rating.agentName ?? <span className="text-muted">{t('nobody')}</span>}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Loading() {
  const t = useTranslations('ratings');
  return (
    <div aria-busy="true" className="flex flex-col gap-4 p-4">
      <p role="status" className="sr-only">
        {t('loading')}
      </p>
      {['a', 'b', 'c', 'd', 'e'].map((row) => (
        <Skeleton key={row} />
      ))}
    </div>
  );
}
