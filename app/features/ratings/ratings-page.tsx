'use client';

import { Star } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { ShownRating } from '../../../server/protocol/ratings.ts';
import { PagedList } from '../../components/paged-list.tsx';
import { RowsLoading } from '../../components/ui/loading.tsx';
import { Panel } from '../../components/ui/panel.tsx';
import { Table, TableBody, TableCell, TableColumns, TableRow } from '../../components/ui/table.tsx';
import { useFormats } from '../../lib/i18n/formats.ts';
import { CallerName } from '../callers/caller-name.tsx';
import { SupervisorShell } from '../supervisor/supervisor-shell.tsx';
import { NO_FILTER, type RatingFilter } from './rating-filter.ts';
import { RatingFilters } from './rating-filters.tsx';
import { RatingMark } from './rating-line.tsx';
import { useRatings } from './use-ratings.ts';

export function RatingsPage() {
  const t = useTranslations('ratings');
  return (
    <SupervisorShell title={t('title')} skeleton={<RowsLoading label={t('loading')} />}>
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
        <PagedList
          list={list}
          icon={Star}
          words={{ none: t('none'), noneHint: t('none-hint'), noMatchHint: t('no-match-hint'), more: t('more') }}
          narrowed={narrowed}
          loading={<RowsLoading label={t('loading')} />}
          onRetry={retry}
          onMore={() => void showMore()}
          onShowAll={() => setFilter(NO_FILTER)}
        >
          {(ratings) => <RatingTable ratings={ratings} />}
        </PagedList>
      </Panel>
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
      <TableColumns names={COLUMNS.map((column) => t(`columns.${column}`))} />
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
            <TableCell>
              <CallerName name={rating.callerName} verified={rating.verified} />
            </TableCell>
            <TableCell>{rating.queueName}</TableCell>
            <TableCell>{rating.agentName ?? <span className="text-muted">{t('nobody')}</span>}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
