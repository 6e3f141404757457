import type { WorkstationWork } from '../../../server/protocol/workstation.ts';
import { cn } from '../../lib/cn.ts';
import type { Column } from './view-model.ts';

const COLUMNS: readonly { column: Column; word: string }[] = [
  { column: 'next', word: 'Next' },
  { column: 'call', word: 'Call' },
  { column: 'customer', word: 'Customer' },
];

/** On a phone the three columns stand one behind another. */
export function ColumnTabs({ column, onChange, work }: { column: Column; onChange: (column: Column) => void; work: WorkstationWork }) {
  return (
    <nav aria-label="Columns" className="sticky top-14 z-20 grid grid-cols-3 border-line border-b bg-surface lg:hidden">
      {COLUMNS.map((each) => (
        <button
          key={each.column}
          type="button"
          aria-current={column === each.column ? 'true' : undefined}
          onClick={() => onChange(each.column)}
          className={cn(
            'h-11 border-b-2 font-medium',
            column === each.column ? 'border-accent text-accent' : 'border-transparent text-muted',
          )}
        >
          {each.word}
          {each.column === 'call' && work.kind === 'offer' && column !== 'call' && (
            <span className="ml-1.5 rounded-sm bg-accent px-1 text-2xs text-on-accent">1</span>
          )}
        </button>
      ))}
    </nav>
  );
}
