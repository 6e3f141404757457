import { useTranslations } from 'use-intl/react';
import type { Caller } from '../../../server/protocol/common.ts';
import { CallerContext } from '../callers/caller-context.tsx';
import { identityOf } from '../callers/caller-identity.ts';
import { IdentityMark } from '../callers/identity-mark.tsx';
import { DetailList } from './detail-list.tsx';
import { pageWords } from './view-model.ts';

/** A caller of whom nothing is known but what they said themselves. */
export function CallerFacts({ caller, note }: { caller: Caller; note: string }) {
  const t = useTranslations('workstation-call.facts');
  return (
    <>
      <h2 className="break-words font-semibold text-xl">{caller.name}</h2>
      <IdentityMark identity={identityOf(caller, null)} name={caller.name} className="mt-1" />
      <p role="status" className="text-muted">
        {note}
      </p>
      <DetailList
        className="mt-4"
        details={[
          [t('email'), caller.email],
          [t('page'), pageWords(caller.page)],
          [t('question'), caller.question && `“${caller.question}”`],
        ]}
      />
      <CallerContext caller={caller} className="mt-4" />
    </>
  );
}
