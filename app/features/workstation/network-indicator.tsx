import { useTranslations } from 'use-intl/react';
import { Tooltip } from '../../components/ui/tooltip.tsx';
import { cn } from '../../lib/cn.ts';
import { useWords } from '../../lib/i18n/words.ts';
import { networkOf } from './page-words.ts';
import type { Link } from './view-model.ts';

const HEIGHTS = ['h-1.5', 'h-2.5', 'h-3.5'] as const;
const HUES = ['bg-missed', 'bg-missed', 'bg-not-ready', 'bg-available'] as const;

/** How far the center is, as bars and in words. */
export function NetworkIndicator({ link, roundTripMs }: { link: Link; roundTripMs: number | null }) {
  const t = useTranslations('workstation-shell.network');
  const say = useWords();
  const { bars, words } = networkOf(link, roundTripMs);
  const said = say(words);
  return (
    <Tooltip text={said}>
      <button type="button" aria-label={t('label', { words: said })} className="grid size-9 cursor-default place-items-center rounded-md">
        <span aria-hidden className="relative flex items-end gap-0.5">
          {HEIGHTS.map((height, index) => (
            <span key={height} className={cn('w-1 rounded-[1px]', height, index < bars ? HUES[bars] : 'bg-line')} />
          ))}
          {link.kind === 'lost' && (
            <span className="-rotate-45 absolute top-1/2 left-1/2 h-0.5 w-5 -translate-x-1/2 -translate-y-1/2 bg-missed" />
          )}
        </span>
      </button>
    </Tooltip>
  );
}
