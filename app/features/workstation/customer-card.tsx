import { Award } from 'lucide-react';
import type { Caller } from '../../../server/protocol/common.ts';
import type { CustomerCard } from '../../../server/protocol/customers.ts';
import { Badge } from '../../components/ui/badge.tsx';
import { languageName } from '../../lib/format.ts';
import { CallHistory } from './call-history.tsx';
import { DetailList } from './detail-list.tsx';
import { pageWords } from './view-model.ts';

const TIER_WORDS = { standard: 'Standard', silver: 'Silver', gold: 'Gold' } as const;

export function CustomerCardView({ card, caller }: { card: CustomerCard; caller: Caller }) {
  const { customer } = card;
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="break-words font-semibold text-xl">{customer.name}</h2>
        <Badge tone={customer.tier === 'standard' ? 'neutral' : 'accent'}>
          {customer.tier !== 'standard' && <Award aria-hidden />}
          {TIER_WORDS[customer.tier]}
        </Badge>
      </div>
      <DetailList
        className="mt-4"
        details={[
          ['Company', customer.company],
          ['Email', customer.email],
          ['Language', languageName(customer.language)],
          ['From page', pageWords(caller.page)],
          ['Question', caller.question && `“${caller.question}”`],
        ]}
      />
      <CallHistory history={card.history} />
    </>
  );
}
