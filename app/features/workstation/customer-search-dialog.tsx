'use client';

import { LoaderCircle } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { exhausted } from '../../../server/protocol/codes.ts';
import type { CustomerSummary } from '../../../server/protocol/customers.ts';
import { Dialog } from '../../components/ui/dialog.tsx';
import { Input } from '../../components/ui/input.tsx';
import { ErrorState } from '../../components/ui/states.tsx';
import { cn } from '../../lib/cn.ts';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { useListKeys } from '../../lib/use-list-keys.ts';
import type { WorkstationConnection } from './connection.ts';
import { TierBadge } from './customer-card.tsx';
import { type CustomerSearch, useCustomerSearch } from './use-customer-search.ts';

interface CustomerSearchDialogProps {
  /** What the chosen one is for. */
  purpose: 'link' | 'look' | 'merge';
  /** What is searched for at first. */
  initial: string;
  /** Not in the list: the record that is on screen already. */
  except: string | null;
  connection: WorkstationConnection;
  /** Rejects when it could not be done: the dialog says so and stays. */
  onChoose: (customer: CustomerSummary) => Promise<unknown>;
  onClose: () => void;
}

/** Finds a customer of the center by name, e-mail, company or phone; arrows and Enter choose. */
export default function CustomerSearchDialog({ purpose, initial, except, connection, onChoose, onClose }: CustomerSearchDialogProps) {
  const t = useTranslations('workstation-desk.search');
  const errorWords = useErrorWords();
  const [query, setQuery] = useState(initial);
  const [attempt, setAttempt] = useState(0);
  const [choosing, setChoosing] = useState<string | null>(null);
  const [refused, setRefused] = useState<unknown>(null);
  const search = useCustomerSearch(query, connection.searchCustomers, attempt);
  const customers = 'customers' in search ? search.customers.filter(({ id }) => id !== except) : [];

  const choose = async (index: number) => {
    const customer = customers[index];
    if (customer === undefined || choosing !== null) return;
    setChoosing(customer.id);
    setRefused(null);
    try {
      await onChoose(customer);
    } catch (error) {
      setRefused(error);
    } finally {
      setChoosing(null);
    }
  };
  const list = useListKeys({ count: customers.length, open: customers.length > 0, onChoose: (index) => void choose(index) });

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t(`title.${purpose}`)}
      description={t(`description.${purpose}`)}
      className="sm:max-w-xl"
    >
      {/* Room for the focus ring; the list below has one height, so that the dialog stays where it is. */}
      <div className="-mx-1 px-1 pt-1">
        <Input
          {...list.inputProps}
          aria-label={t('query')}
          placeholder={t('placeholder')}
          autoFocus
          value={query}
          maxLength={120}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => {
            setQuery(event.target.value);
            list.setActive(0);
          }}
        />
      </div>
      {refused !== null && (
        <p role="alert" className="mt-2 text-missed text-sm">
          {errorWords(refused)}
        </p>
      )}
      <div className="mt-3 h-80 max-h-[50dvh]">
        {customers.length > 0 && (
          <div {...list.listProps} role="listbox" aria-label={t('results')} className="max-h-full overflow-y-auto">
            {customers.map((customer, index) => (
              <div
                key={customer.id}
                {...list.optionProps(index)}
                className={cn(
                  'flex cursor-pointer items-center gap-3 rounded-md px-3 py-2',
                  list.active === index && 'active-line bg-accent-soft',
                  search.kind === 'searching' && 'opacity-60',
                )}
              >
                <Line customer={customer} />
                {choosing === customer.id && <LoaderCircle aria-hidden className="ml-auto size-4 shrink-0 animate-spin" />}
              </div>
            ))}
          </div>
        )}
        <Situation search={search} found={customers.length} onRetry={() => setAttempt(attempt + 1)} />
      </div>
    </Dialog>
  );
}

function Line({ customer }: { customer: CustomerSummary }) {
  const facts = [customer.email, customer.company, customer.phone].filter((fact) => fact !== null && fact !== '');
  return (
    <div className="min-w-0">
      <p className="flex flex-wrap items-center gap-x-2">
        <span className="break-words font-medium">{customer.name}</span>
        {customer.tier !== 'standard' && <TierBadge tier={customer.tier} />}
      </p>
      <p className="break-words text-muted text-sm">{facts.join(' · ')}</p>
    </div>
  );
}

function Situation({ search, found, onRetry }: { search: CustomerSearch; found: number; onRetry: () => void }) {
  const t = useTranslations('workstation-desk.search');
  const errorWords = useErrorWords();
  const line = (text: string, seen: boolean) => (
    <p role="status" className={seen ? 'px-3 py-2 text-muted text-sm' : 'sr-only'}>
      {text}
    </p>
  );
  switch (search.kind) {
    case 'short':
      return line(t('short'), true);
    case 'searching':
      return line(t('searching'), found === 0);
    case 'found':
      return line(found === 0 ? t('nothing') : t('found', { count: found }), found === 0);
    case 'failed':
      return <ErrorState title={t('failed')} message={errorWords(search.error)} onRetry={onRetry} className="py-6" />;
    default:
      return exhausted(search);
  }
}
