'use client';

import { ChevronDown } from 'lucide-react';
import { type ReactNode, useId, useRef } from 'react';
import { useTranslations } from 'use-intl/react';
import type { Customer } from '../../../server/protocol/customers.ts';
import { Menu, MenuContent, MenuRadioGroup, MenuRadioItem, MenuTrigger } from '../../components/ui/menu.tsx';
import { FieldNotice } from './customer-field-notice.tsx';
import { fieldText } from './customer-fields.ts';
import { useFieldWords } from './customer-words.ts';
import { type UpdateRecord, useFieldEdit } from './use-field-edit.ts';

interface CustomerChoiceProps {
  customer: Customer;
  field: 'tier' | 'language';
  options: readonly string[];
  update: UpdateRecord | null;
  /** How the value looks where it is read. */
  children: ReactNode;
}

/** One of a few: chosen from a menu where it stands, and saved at once. */
export function CustomerChoice({ customer, field, options, update, children }: CustomerChoiceProps) {
  const t = useTranslations('workstation-desk.customer');
  const { nameOf, textOf } = useFieldWords();
  const editing = useFieldEdit(customer, field, update);
  const button = useRef<HTMLButtonElement>(null);
  const noticeId = useId();
  const value = fieldText(customer, field);
  if (update === null) return <>{children}</>;
  const keep = async () => {
    if (await editing.keepMine()) button.current?.focus();
  };
  const take = () => {
    editing.restore();
    button.current?.focus();
  };
  const sorted = field === 'language' ? options.toSorted((a, b) => textOf(field, a).localeCompare(textOf(field, b))) : options;
  return (
    <div>
      <Menu>
        <MenuTrigger asChild>
          <button
            ref={button}
            type="button"
            aria-describedby={editing.edit === null ? undefined : noticeId}
            className="group -mx-1.5 -my-0.5 inline-flex items-center gap-1.5 rounded-md px-1.5 py-0.5 text-left hover:bg-sunken"
          >
            {children}
            <span className="sr-only">{t('change', { field: nameOf(field) })}</span>
            <ChevronDown aria-hidden className="size-3.5 shrink-0 text-muted" />
          </button>
        </MenuTrigger>
        <MenuContent className="max-h-80 overflow-y-auto">
          <MenuRadioGroup value={value} onValueChange={(next) => void editing.choose(next)}>
            {(sorted.includes(value) ? sorted : [value, ...sorted]).map((option) => (
              <MenuRadioItem key={option} value={option}>
                {textOf(field, option)}
              </MenuRadioItem>
            ))}
          </MenuRadioGroup>
        </MenuContent>
      </Menu>
      <FieldNotice id={noticeId} field={field} editing={editing} onKeep={() => void keep()} onTake={take} />
    </div>
  );
}
