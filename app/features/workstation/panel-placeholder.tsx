import { Skeleton } from '../../components/ui/skeleton.tsx';

/** In the place of a panel whose code is on its way. */
export function PanelPlaceholder() {
  return (
    <div className="flex flex-1 flex-col gap-4 rounded-lg bg-surface p-5">
      <Skeleton className="h-7 w-56" />
      <Skeleton className="w-40" />
      <Skeleton className="w-full max-w-md" />
    </div>
  );
}
