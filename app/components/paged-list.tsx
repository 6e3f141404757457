'use client';

import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl/react';
import { useErrorWords } from '../lib/i18n/error-words.ts';
import type { PagedList as List } from '../lib/use-pages.ts';
import { Banner } from './ui/banner.tsx';
import { Button } from './ui/button.tsx';
import { EmptyState, ErrorState } from './ui/states.tsx';

interface PagedListProps<T> {
  list: List<T>;
  icon: LucideIcon;
  /** For a list without anything in it, for one that a filter has emptied, and of the button that brings more. */
  words: { none: string; noneHint: string; noMatchHint: string; more: string };
  /** Whether a filter is set. */
  narrowed: boolean;
  loading: ReactNode;
  onRetry: () => void;
  onMore: () => void;
  onShowAll: () => void;
  children: (items: readonly T[]) => ReactNode;
}

/** A list in each of its states: on its way, not to be had, empty, and with more to come. */
export function PagedList<T>({ list, icon, words, narrowed, loading, onRetry, onMore, onShowAll, children }: PagedListProps<T>) {
  const t = useTranslations('common');
  const errorWords = useErrorWords();
  if (list.kind === 'failed') return <ErrorState title={t('not-loaded')} message={errorWords(list.error)} onRetry={onRetry} />;
  if (list.kind === 'loading') return loading;
  if (list.items.length === 0)
    return (
      <EmptyState
        icon={icon}
        title={narrowed ? t('nothing-matches') : words.none}
        action={narrowed ? <Button onClick={onShowAll}>{t('show-all')}</Button> : undefined}
      >
        {narrowed ? words.noMatchHint : words.noneHint}
      </EmptyState>
    );
  return (
    <>
      {children(list.items)}
      {typeof list.more === 'object' && <Banner kind="error" title={errorWords(list.more.error)} className="m-4" />}
      {list.next !== null && (
        <div className="flex justify-center border-line border-t p-3">
          <Button busy={list.more === 'loading'} onClick={onMore}>
            {words.more}
          </Button>
        </div>
      )}
    </>
  );
}
