'use client';

import { Check, ChevronDown } from 'lucide-react';
import { type Ref, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { Dispositions } from '../../../server/protocol/disposition.ts';
import { Input } from '../../components/ui/input.tsx';
import { cn } from '../../lib/cn.ts';
import { useListKeys } from '../../lib/use-list-keys.ts';
import { type DispositionChoice, type DispositionGroup, dispositionGroups, isCut } from './disposition-choices.ts';

interface DispositionPickerProps {
  tree: Dispositions;
  /** What this agent chose last, as paths in one line. */
  recent: readonly string[];
  /** The chosen path in one line. */
  value: string | null;
  onChoose: (choice: DispositionChoice) => void;
  ref?: Ref<HTMLInputElement>;
}

/** How the call ended: a leaf of the queue's tree, found by typing or by the arrows. Stands in a Field. */
export function DispositionPicker({ tree, recent, value, onChoose, ref }: DispositionPickerProps) {
  const t = useTranslations('workstation-desk.wrapup');
  /** What is typed to find one; null while the list is closed. */
  const [find, setFind] = useState<string | null>(null);
  const open = find !== null;
  const groups = open ? dispositionGroups(tree, find, recent) : [];
  const choices = groups.flatMap((group) => group.choices);
  const choose = (index: number) => {
    const choice = choices[index];
    if (choice === undefined) return;
    onChoose(choice);
    setFind(null);
  };
  const list = useListKeys({ count: choices.length, open, onOpen: () => setFind(''), onChoose: choose, onClose: () => setFind(null) });

  return (
    <div className="relative">
      <Input
        ref={ref}
        {...list.inputProps}
        value={find ?? value ?? ''}
        placeholder={open && value !== null ? value : t('how-did-it-end')}
        onChange={(event) => {
          // The chosen one stood there: what was typed to it or in it begins a search of its own.
          const before = find ?? value ?? '';
          const typed = event.target.value;
          setFind(find === null && typed.startsWith(before) ? typed.slice(before.length) : typed);
          list.setActive(0);
        }}
        onClick={() => setFind((now) => now ?? '')}
        onBlur={() => setFind(null)}
        className="pr-9"
      />
      <ChevronDown aria-hidden className="pointer-events-none absolute top-2.5 right-3 size-4 text-muted" />
      {open && (
        <div className="absolute inset-x-0 top-full z-30 mt-1 rounded-lg border border-line bg-raised p-1 shadow-raised">
          <div {...list.listProps} role="listbox" aria-label={t('dispositions')} className="max-h-80 overflow-y-auto">
            {indexed(groups).map(({ group, from }) => (
              <Group key={`${group.kind}-${group.name}-${from}`} group={group}>
                {group.choices.map((choice, index) => (
                  <div
                    key={choice.text}
                    {...list.optionProps(from + index)}
                    className={cn(
                      'flex min-h-8 cursor-pointer items-center gap-2 rounded-md px-2 py-1',
                      list.active === from + index && 'active-line bg-accent-soft',
                    )}
                  >
                    <ChoiceWords choice={choice} whole={group.kind !== 'branch'} />
                    {choice.text === value && <Check aria-hidden className="ml-auto size-4 shrink-0 text-accent" />}
                  </div>
                ))}
              </Group>
            ))}
          </div>
          {choices.length === 0 && (
            <p role="status" className="px-2 py-1.5 text-muted text-sm">
              {t('no-disposition')}
            </p>
          )}
          {isCut(tree, find) && <p className="px-2 py-1.5 text-muted text-sm">{t('more-dispositions')}</p>}
        </div>
      )}
    </div>
  );
}

/** Choices are numbered through all groups: the arrows know no headings. */
function indexed(groups: readonly DispositionGroup[]): { group: DispositionGroup; from: number }[] {
  let from = 0;
  return groups.map((group) => {
    const begins = from;
    from += group.choices.length;
    return { group, from: begins };
  });
}

function Group({ group, children }: { group: DispositionGroup; children: React.ReactNode }) {
  const t = useTranslations('workstation-desk.wrapup');
  const name = group.kind === 'recent' ? t('recent') : group.name;
  if (name === '') return <>{children}</>;
  return (
    <div role="group" aria-label={name} className="not-first:mt-1">
      <p aria-hidden className="px-2 pt-1.5 pb-1 font-medium text-muted text-xs">
        {name}
      </p>
      {children}
    </div>
  );
}

/** Where the heading does not say it, the path stands before the name. */
function ChoiceWords({ choice, whole }: { choice: DispositionChoice; whole: boolean }) {
  const above = choice.text.slice(0, choice.text.length - choice.name.length);
  if (!whole) {
    return (
      <span className="min-w-0 break-words">
        {above !== '' && <span className="sr-only">{above}</span>}
        {choice.name}
      </span>
    );
  }
  return (
    <span className="min-w-0 break-words">
      {above !== '' && <span className="text-muted">{above}</span>}
      {choice.name}
    </span>
  );
}
