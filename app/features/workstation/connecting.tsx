'use client';

import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Skeleton } from '../../components/ui/skeleton.tsx';

const SLOW_MS = 4_000;

/** The shape of what will come under the header, until the center has sent it. */
export function Connecting() {
  const t = useTranslations('workstation-shell.connecting');
  const slow = useAfter(SLOW_MS);
  return (
    <main aria-busy="true" className="mx-auto grid w-full max-w-[110rem] flex-1 gap-4 p-4 lg:grid-cols-[15rem_minmax(0,1fr)_22rem]">
      <div className="flex flex-col gap-4 max-lg:hidden">
        <Skeleton className="h-28 rounded-lg" />
        <Skeleton className="h-36 rounded-lg" />
      </div>
      <div className="grid place-items-center rounded-lg border border-line bg-surface px-6 py-16 text-center">
        <div role="status">
          <h1 className="font-medium">{t('title')}</h1>
          <p className="mt-1 min-h-5 text-muted text-sm">{slow && t('slow')}</p>
        </div>
      </div>
      <div className="flex flex-col gap-4 max-lg:hidden">
        <Skeleton className="h-48 rounded-lg" />
      </div>
    </main>
  );
}

function useAfter(ms: number): boolean {
  const [passed, setPassed] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setPassed(true), ms);
    return () => clearTimeout(timer);
  }, [ms]);
  return passed;
}
