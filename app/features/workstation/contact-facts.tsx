import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl/react';
import { cn } from '../../lib/cn.ts';
import { useWords } from '../../lib/i18n/words.ts';
import { reasonWords } from './reason-words.ts';
import { type Contact, pageWords } from './view-model.ts';

interface ContactFactsProps {
  contact: Contact;
  /** Leaves out what stands in the customer column, where that is in sight beside it. */
  brief?: boolean;
  className?: string;
}

/** What the caller brought along, and why they came to this agent. */
export function ContactFacts({ contact, brief = false, className }: ContactFactsProps) {
  const t = useTranslations('workstation-call.facts');
  const say = useWords();
  const beside = brief ? 'lg:hidden' : '';
  const page = pageWords(contact.caller.page);
  const { question } = contact.caller;
  return (
    <dl className={cn('grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-2', className)}>
      {question !== null && question !== '' && (
        <Fact name={t('question')} className={beside}>
          “{question}”
        </Fact>
      )}
      {page !== null && (
        <Fact name={t('page')} className={beside}>
          <span title={contact.caller.page ?? undefined}>{page}</span>
        </Fact>
      )}
      {contact.why.length > 0 && <Fact name={t('why')}>{contact.why.map((reason) => say(reasonWords(reason))).join(', ')}</Fact>}
    </dl>
  );
}

function Fact({ name, className, children }: { name: string; className?: string; children: ReactNode }) {
  return (
    <>
      <dt className={cn('text-muted', className)}>{name}</dt>
      <dd className={cn('break-words', className)}>{children}</dd>
    </>
  );
}
