'use client';

import { Award, CloudOff, EllipsisVertical, GitMerge, Search } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { TIERS } from '../../../server/protocol/codes.ts';
import type { Caller } from '../../../server/protocol/common.ts';
import type { CustomerCard } from '../../../server/protocol/customers.ts';
import { Badge } from '../../components/ui/badge.tsx';
import { Banner } from '../../components/ui/banner.tsx';
import { Button } from '../../components/ui/button.tsx';
import { Menu, MenuContent, MenuItem, MenuTrigger } from '../../components/ui/menu.tsx';
import { SectionTitle } from '../../components/ui/panel.tsx';
import { useTicking } from '../../lib/clock.ts';
import { useFormats } from '../../lib/i18n/formats.ts';
import { CallerContext } from '../callers/caller-context.tsx';
import { identityOf } from '../callers/caller-identity.ts';
import { IdentityMark } from '../callers/identity-mark.tsx';
import { CallHistory } from './call-history.tsx';
import { CustomerChoice } from './customer-choice.tsx';
import { CustomerField } from './customer-field.tsx';
import { LANGUAGES } from './customer-fields.ts';
import { CustomerFollowUps } from './customer-follow-ups.tsx';
import { useFieldWords } from './customer-words.ts';
import { DetailList } from './detail-list.tsx';
import { useShortcut } from './shortcuts/use-shortcut.tsx';
import type { UpdateRecord } from './use-field-edit.ts';
import { pageWords } from './view-model.ts';

interface CustomerCardProps {
  card: CustomerCard;
  /** What they said themselves; null without a call. */
  caller: Caller | null;
  /** Whose desk this is: their own follow-ups can be done here. */
  agentId: string;
  /** null while the center can't be reached. */
  update: UpdateRecord | null;
  onFinishFollowUp: ((followUpId: string) => Promise<unknown>) | null;
  /** null while it rings: then the record is read, not worked on. */
  work: { onSearch: () => void; onMerge: () => void } | null;
}

/** Everything that the center knows of who is on the line; what can be changed is changed where it stands. */
export function CustomerCardView({ card, caller, agentId, update, onFinishFollowUp, work }: CustomerCardProps) {
  const t = useTranslations('workstation-desk.customer');
  const { nameOf, textOf } = useFieldWords();
  const { customer } = card;
  const change = card.editable ? update : null;
  const [signal, setSignal] = useState(0);
  useShortcut('edit-customer', () => setSignal((count) => count + 1), change !== null);
  const field = (name: 'email' | 'phone' | 'company') =>
    change === null && (customer[name] ?? '') === '' ? null : <CustomerField customer={customer} field={name} update={change} />;

  return (
    <>
      <div className="flex items-start justify-between gap-2">
        <h2 className="min-w-0 flex-1 font-semibold text-xl">
          <CustomerField customer={customer} field="name" update={change} editSignal={signal} />
        </h2>
        {work !== null && <CardMenu editable={change !== null} {...work} />}
      </div>
      <div className="mt-1 flex flex-wrap items-center gap-1.5">
        {caller !== null && <IdentityMark identity={identityOf(caller, customer)} name={caller.name} />}
        <CustomerChoice customer={customer} field="tier" options={TIERS} update={change}>
          <TierBadge tier={customer.tier} />
        </CustomerChoice>
      </div>
      {card.staleSince !== null ? <Stale since={card.staleSince} /> : !card.editable && <ReadOnly />}
      <DetailList
        className="mt-4"
        details={[
          [nameOf('company'), field('company')],
          [nameOf('email'), field('email')],
          [nameOf('phone'), field('phone')],
          [
            nameOf('language'),
            <CustomerChoice key="language" customer={customer} field="language" options={LANGUAGES} update={change}>
              {textOf('language', customer.language)}
            </CustomerChoice>,
          ],
          [t('from-page'), pageWords(caller?.page ?? null)],
          [t('question'), caller?.question && t('quoted', { text: caller.question })],
        ]}
      />
      <CallerContext caller={caller} className="mt-4" />
      {(change !== null || customer.notes !== '') && (
        <section aria-label={nameOf('notes')} className="mt-5 border-line border-t pt-4 text-sm">
          <SectionTitle className="mb-1.5">{nameOf('notes')}</SectionTitle>
          <CustomerField customer={customer} field="notes" update={change} />
        </section>
      )}
      <CustomerFollowUps followUps={card.followUps} agentId={agentId} onFinish={onFinishFollowUp} />
      <CallHistory history={card.history} customerName={customer.name} />
    </>
  );
}

export function TierBadge({ tier }: { tier: CustomerCard['customer']['tier'] }) {
  const { textOf } = useFieldWords();
  return (
    <Badge tone={tier === 'standard' ? 'neutral' : 'accent'}>
      {tier !== 'standard' && <Award aria-hidden />}
      {textOf('tier', tier)}
    </Badge>
  );
}

function CardMenu({ editable, onSearch, onMerge }: { editable: boolean; onSearch: () => void; onMerge: () => void }) {
  const t = useTranslations('workstation-desk.customer');
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button variant="quiet" size="icon" aria-label={t('more')} className="-mt-1 -mr-2">
          <EllipsisVertical aria-hidden />
        </Button>
      </MenuTrigger>
      <MenuContent align="end">
        <MenuItem onSelect={onSearch}>
          <Search aria-hidden className="text-muted" />
          {t('someone-else')}
        </MenuItem>
        <MenuItem disabled={!editable} onSelect={onMerge}>
          <GitMerge aria-hidden className="text-muted" />
          {t('merge')}
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}

/** The company's own system does not answer: how old this is, and what that means. */
function Stale({ since }: { since: number }) {
  const t = useTranslations('workstation-desk.customer');
  const { age } = useFormats();
  const old = useTicking((now) => age(since, now));
  return (
    <Banner kind="warning" title={t('stale', { age: old })} className="mt-4">
      {t('stale-means')}
    </Banner>
  );
}

function ReadOnly() {
  const t = useTranslations('workstation-desk.customer');
  return (
    <p className="mt-3 flex items-center gap-2 text-muted text-sm">
      <CloudOff aria-hidden className="size-4 shrink-0" />
      {t('read-only')}
    </p>
  );
}
