import { Award } from 'lucide-react';
import type { Caller } from '../../../server/protocol/common.ts';
import type { CustomerCard } from '../../../server/protocol/workstation.ts';
import { Badge } from '../../components/ui/badge.tsx';
import { languageName } from '../../lib/format.ts';
import { CallHistory } from './call-history.tsx';
import { DetailList } from './detail-list.tsx';
import { pageWords } from './view-model.ts';

const TIER_WORDS = { standard: 'Standard', silver: 'Silver', gold: 'Gold' } as const;

export function CustomerCardView({ card, caller }: { card: CustomerCard; caller: Caller }) {
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="break-words font-semibold text-xl">{card.name}</h2>
        <Badge tone={card.tier === 'standard' ? 'neutral' : 'accent'}>
          {card.tier !== 'standard' && <Award aria-hidden />}
          {TIER_WORDS[card.tier]}
        </Badge>
      </div>
      <DetailList
        className="mt-4"
        details={[
          ['Company', card.company],
          ['Email', card.email],
          ['Language', languageName(card.language)],
          ['From page', pageWords(caller.page)],
          ['Question', caller.question && `“${caller.question}”`],
        ]}
      />
      <CallHistory history={card.history} />
    </>
  );
}
