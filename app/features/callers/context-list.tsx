import { useTranslations } from 'use-intl/react';
import { SectionTitle } from '../../components/ui/panel.tsx';
import { cn } from '../../lib/cn.ts';
import { type ContextLine, contextLines } from './context-view.ts';

/** Lines that stand there at once; the rest is a press away. */
const SHOWN = 6;

/** What the page said of the call besides, to be read: its words are text, whatever they look like. */
export default function ContextList({ context, className }: { context: Readonly<Record<string, unknown>>; className?: string }) {
  const t = useTranslations('callers.context');
  const lines = contextLines(context);
  if (lines.length === 0) return null;
  const rest = lines.slice(SHOWN);
  return (
    <section aria-label={t('title')} className={cn('text-sm', className)}>
      <SectionTitle className="mb-1.5">{t('title')}</SectionTitle>
      <Lines lines={lines.slice(0, SHOWN)} />
      {rest.length > 0 && (
        <details className="mt-1.5">
          <summary className="cursor-pointer text-accent-ink">{t('more', { count: rest.length })}</summary>
          <Lines lines={rest} className="mt-1.5" />
        </details>
      )}
    </section>
  );
}

function Lines({ lines, className }: { lines: readonly ContextLine[]; className?: string }) {
  return (
    <dl className={cn('grid grid-cols-[minmax(4rem,max-content)_minmax(0,1fr)] gap-x-4 gap-y-1.5', className)}>
      {lines.map(({ name, value, folded }) => (
        <div key={name} className="contents">
          <dt className="max-w-36 break-words text-muted">{name}</dt>
          <dd className="min-w-0 break-words">
            {folded === null ? (
              <span className="whitespace-pre-wrap">{value}</span>
            ) : (
              <details className="group">
                <summary className="cursor-pointer">
                  <span className="group-open:hidden">{folded}</span>
                </summary>
                <span className="whitespace-pre-wrap">{value}</span>
              </details>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
