import { Panel } from '../../components/ui/panel.tsx';
import { Skeleton } from '../../components/ui/skeleton.tsx';

const FIGURES = ['waiting', 'longest', 'level', 'abandonment', 'available', 'on-call'];
const ROWS = ['a', 'b', 'c', 'd'];

/** The board's shape before its first message. */
export function BoardSkeleton() {
  return (
    <div aria-busy="true" className="flex flex-col gap-4">
      <p role="status" className="sr-only">
        Loading the board
      </p>
      <Skeleton className="h-9 w-full max-w-2xl" />
      <div className="grid grid-cols-2 overflow-hidden rounded-lg border border-line bg-line [gap:1px] sm:grid-cols-3 xl:grid-cols-6">
        {FIGURES.map((figure) => (
          <div key={figure} className="flex flex-col gap-2 bg-surface px-4 py-3">
            <Skeleton className="w-20" />
            <Skeleton className="h-9 w-16" />
            <Skeleton className="h-3 w-24" />
          </div>
        ))}
      </div>
      {['Queues', 'Calls', 'Agents'].map((title) => (
        <Panel key={title} title={title}>
          <div className="flex flex-col gap-4">
            {ROWS.map((row) => (
              <Skeleton key={row} />
            ))}
          </div>
        </Panel>
      ))}
    </div>
  );
}
