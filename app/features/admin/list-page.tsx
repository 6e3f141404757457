'use client';

import { Plus, Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../../components/ui/button.tsx';
import { Input } from '../../components/ui/input.tsx';
import { Panel } from '../../components/ui/panel.tsx';
import { ErrorState } from '../../components/ui/states.tsx';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { ListSkeleton } from './list-skeleton.tsx';
import type { Resource } from './use-resource.ts';

interface ListPageProps<T> {
  title: string;
  /** What it is for, in a line. */
  lead: string;
  /** Left out where nothing can be added. */
  add?: { label: string; onAdd: () => void };
  find: string;
  onFind: (find: string) => void;
  resource: Resource<T>;
  onRetry: () => void;
  children: (data: T) => ReactNode;
}

/** Title, search, one thing to do, and a table: the same on every page of the administration. */
export function ListPage<T>({ title, lead, add, find, onFind, resource, onRetry, children }: ListPageProps<T>) {
  const t = useTranslations('admin');
  const errorWords = useErrorWords();
  if (resource.kind === 'loading') return <ListSkeleton />;
  if (resource.kind === 'failed') return <ErrorState message={errorWords(resource.error)} onRetry={onRetry} />;
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-3 pt-2">
        <div>
          <h1 className="font-semibold text-xl">{title}</h1>
          <p className="text-muted">{lead}</p>
        </div>
        <div className="flex flex-wrap items-center gap-2 max-sm:w-full">
          <span className="relative block w-56 max-sm:w-full">
            <Search aria-hidden className="-translate-y-1/2 pointer-events-none absolute top-1/2 left-2.5 size-4 text-muted" />
            <Input
              type="search"
              aria-label={t('find-in', { what: title.toLowerCase() })}
              placeholder={t('find')}
              className="pl-8"
              value={find}
              onChange={(event) => onFind(event.target.value)}
            />
          </span>
          {add !== undefined && (
            <Button variant="primary" className="max-sm:w-full" onClick={add.onAdd}>
              <Plus aria-hidden />
              {add.label}
            </Button>
          )}
        </div>
      </div>
      <Panel flush className="pt-1">
        {children(resource.data)}
      </Panel>
    </>
  );
}
