import { useTranslations } from 'use-intl/react';
import type { WorkstationWork } from '../../../server/protocol/workstation.ts';
import { cn } from '../../lib/cn.ts';
import type { Column } from './view-model.ts';

const COLUMNS: readonly Column[] = ['next', 'call', 'customer'];

interface ColumnTabsProps {
  column: Column;
  onChange: (column: Column) => void;
  work: WorkstationWork;
  /** Messages in the call that have not been in sight. */
  newTexts: number;
}

/** On a phone the three columns stand one behind another. */
export function ColumnTabs({ column, onChange, work, newTexts }: ColumnTabsProps) {
  const texts = useTranslations('texts');
  const t = useTranslations('workstation-shell.columns');
  return (
    <nav aria-label={t('label')} className="sticky top-14 z-20 grid grid-cols-3 border-line border-b bg-surface lg:hidden">
      {COLUMNS.map((each) => (
        <button
          key={each}
          type="button"
          aria-current={column === each ? 'true' : undefined}
          onClick={() => onChange(each)}
          className={cn('h-11 border-b-2 font-medium', column === each ? 'border-accent text-accent' : 'border-transparent text-muted')}
        >
          {t(each)}{' '}
          {each === 'call' && work.kind === 'offer' && column !== 'call' && (
            <span className="ml-1.5 rounded-sm bg-accent px-1 text-2xs text-on-accent">
              <span aria-hidden>1</span>
              <span className="sr-only">{t('offered')}</span>
            </span>
          )}
          {each === 'call' && newTexts > 0 && column !== 'call' && (
            <span className="ml-1.5 rounded-sm bg-accent px-1 text-2xs text-on-accent">{texts('unread', { count: newTexts })}</span>
          )}
        </button>
      ))}
    </nav>
  );
}
