import { ShieldCheck } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import { cn } from '../../lib/cn.ts';

interface CallerNameProps {
  name: string;
  /** The site that they call from has said who they are. */
  verified?: boolean | undefined;
  className?: string;
}

/** A caller's name in a list: whom their site has named has a quiet mark, which is read out as a word. */
export function CallerName({ name, verified, className }: CallerNameProps) {
  return (
    <span className={cn('inline-flex min-w-0 max-w-full items-center gap-1 align-bottom', className)}>
      <span className="truncate" title={name}>
        {name}
      </span>
      {verified === true && <VerifiedMark name={name} />}
    </span>
  );
}

/** The mark alone, where the name stands in the words of something else. */
export function VerifiedMark({ name }: { name: string }) {
  const t = useTranslations('callers.identity');
  return (
    <span className="shrink-0 text-available" title={t('verified-means', { name })}>
      <ShieldCheck aria-hidden className="size-3.5" />
      <span className="sr-only">{t('verified')}</span>
    </span>
  );
}
