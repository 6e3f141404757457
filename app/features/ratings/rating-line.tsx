import { Star } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import type { GivenRating } from '../../../server/protocol/ratings.ts';
import { cn } from '../../lib/cn.ts';

/** What a caller said of a conversation: the word for it, and why. */
export function RatingLine({ rating, className }: { rating: GivenRating; className?: string }) {
  return (
    <div className={cn('grid gap-0.5', className)}>
      <RatingMark score={rating.score} />
      {rating.comment !== '' && <p className="whitespace-pre-line break-words">{rating.comment}</p>}
    </div>
  );
}

export function RatingMark({ score }: { score: GivenRating['score'] }) {
  const t = useTranslations('common');
  return (
    <p className="flex items-center gap-1.5">
      <Star aria-hidden className="size-3.5 shrink-0 fill-current text-muted" />
      {t('rated', { score, word: t(`scores.${score}`) })}
    </p>
  );
}
