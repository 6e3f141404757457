'use client';

import { Search } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import type { Board } from '../../../server/protocol/board.ts';
import { Button } from '../../components/ui/button.tsx';
import { Input } from '../../components/ui/input.tsx';
import { Select } from '../../components/ui/select.tsx';
import { type BoardView, isFiltered, NO_FILTERS } from './board-address.ts';

const ALL = '*';

const named = (names: readonly string[]) => names.map((name) => ({ id: name, name }));

interface BoardFiltersProps {
  board: Pick<Board, 'centers' | 'queueNames'>;
  choices: { skills: readonly string[]; teams: readonly string[] };
  view: BoardView;
  onChange: (change: Partial<BoardView>) => void;
}

export function BoardFilters({ board, choices, view, onChange }: BoardFiltersProps) {
  const t = useTranslations();
  const gone = (name: string) => t('board.filters.gone', { name });
  return (
    <search className="flex flex-wrap items-center gap-2 max-sm:w-full">
      <Select
        aria-label={t('board.filters.center')}
        className="h-9 w-44 max-sm:w-full"
        value={view.center ?? ALL}
        onChange={(value) => onChange({ center: value === ALL ? null : value })}
        options={optionsOf(t('board.filters.all-centers'), board.centers, view.center, gone)}
      />
      <Select
        aria-label={t('board.filters.queue')}
        className="h-9 w-52 max-sm:w-full"
        value={view.queue ?? ALL}
        onChange={(value) => onChange({ queue: value === ALL ? null : value })}
        options={optionsOf(t('board.filters.all-queues'), board.queueNames, view.queue, gone)}
      />
      <Select
        aria-label={t('board.filters.skill')}
        className="h-9 w-44 max-sm:w-full"
        value={view.skill ?? ALL}
        onChange={(value) => onChange({ skill: value === ALL ? null : value })}
        options={optionsOf(t('board.filters.all-skills'), named(choices.skills), view.skill, gone)}
      />
      {/* Nobody has a team before somebody is given one. */}
      {(choices.teams.length > 0 || view.team !== null) && (
        <Select
          aria-label={t('board.filters.team')}
          className="h-9 w-40 max-sm:w-full"
          value={view.team ?? ALL}
          onChange={(value) => onChange({ team: value === ALL ? null : value })}
          options={optionsOf(t('board.filters.all-teams'), named(choices.teams), view.team, gone)}
        />
      )}
      <span className="relative block w-56 max-sm:w-full">
        <Search aria-hidden className="-translate-y-1/2 pointer-events-none absolute top-1/2 left-2.5 size-4 text-muted" />
        <Input
          type="search"
          aria-label={t('board.filters.find')}
          placeholder={t('board.filters.find-what')}
          className="pl-8"
          value={view.find}
          maxLength={80}
          onChange={(event) => onChange({ find: event.target.value })}
        />
      </span>
      {isFiltered(view) && (
        <Button variant="quiet" onClick={() => onChange(NO_FILTERS)}>
          {t('common.show-all')}
        </Button>
      )}
    </search>
  );
}

/** A link may name what is gone by now: it stays to be seen and to be changed. */
function optionsOf(all: string, list: readonly { id: string; name: string }[], chosen: string | null, goneLabel: (name: string) => string) {
  const gone = chosen !== null && !list.some((one) => one.id === chosen) ? [{ value: chosen, label: goneLabel(chosen) }] : [];
  return [{ value: ALL, label: all }, ...list.map((one) => ({ value: one.id, label: one.name })), ...gone];
}
