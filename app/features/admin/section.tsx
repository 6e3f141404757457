'use client';

import { ChevronDown, TriangleAlert } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { cn } from '../../lib/cn.ts';

interface SectionProps {
  title: string;
  /** What is set in it, in a line; read while it is closed. */
  summary: string;
  /** Something in it is wrong: it is opened, and marked. */
  wrong: boolean;
  /** How often somebody tried to save: each time, what is wrong is opened again. */
  attempt: number;
  startsOpen?: boolean;
  children: ReactNode;
}

/** A part of a long form, which opens and closes. What is in it stays while it is closed. */
export function Section({ title, summary, wrong, attempt, startsOpen = false, children }: SectionProps) {
  const t = useTranslations('admin');
  const id = useId();
  const [open, setOpen] = useState(startsOpen);
  const [openedAt, setOpenedAt] = useState(attempt);
  // While rendering, not after it: what is wrong is to get the focus, and what is hidden can't have it.
  if (wrong && attempt !== openedAt) {
    setOpenedAt(attempt);
    setOpen(true);
  }
  return (
    <section aria-labelledby={`${id}-title`} className="border-line border-t first:border-t-0">
      <h3>
        <button
          type="button"
          aria-expanded={open}
          aria-controls={`${id}-content`}
          onClick={() => setOpen(!open)}
          className="flex w-full items-start gap-3 rounded-md py-3 text-left"
        >
          <span className="min-w-0 flex-1">
            <span id={`${id}-title`} className="flex items-center gap-1.5 font-semibold text-base">
              {title}
              {wrong && <TriangleAlert role="img" aria-label={t('something-wrong')} className="size-4 text-missed" />}
            </span>
            {!open && <span className="block truncate font-normal text-muted text-sm">{summary}</span>}
          </span>
          <ChevronDown
            aria-hidden
            className={cn('mt-0.5 size-4 shrink-0 text-muted transition-transform duration-100', open && 'rotate-180')}
          />
        </button>
      </h3>
      <div id={`${id}-content`} hidden={!open} className={cn('flex-col gap-5 pt-1 pb-5', open && 'flex')}>
        {children}
      </div>
    </section>
  );
}
