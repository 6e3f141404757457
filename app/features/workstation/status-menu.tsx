'use client';

import { Check, ChevronDown, LogOut, TriangleAlert, Undo2 } from 'lucide-react';
import { useRef } from 'react';
import { useTranslations } from 'use-intl/react';
import { PLANNED_MS } from '../../../server/protocol/codes.ts';
import type { AgentStatus } from '../../../server/protocol/common.ts';
import { tone } from '../../components/ui/badge.tsx';
import { Menu, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from '../../components/ui/menu.tsx';
import { codeOf, StatusIcon } from '../../components/ui/status.tsx';
import { useTicking } from '../../lib/clock.ts';
import { cn } from '../../lib/cn.ts';
import { useFormats } from '../../lib/i18n/formats.ts';
import { useWords } from '../../lib/i18n/words.ts';
import { statusHue } from '../../lib/status.ts';
import type { WorkstationConnection } from './connection.ts';
import { useShortcut } from './shortcuts/use-shortcut.tsx';
import { statusTime } from './status-time.ts';
import { useStatusWords } from './status-words.ts';
import { useAction } from './use-action.ts';
import type { Softphone } from './use-softphone.ts';
import { type ChosenStatus, chosenOf, holdsFromCallEnd, maySignOut, STATUS_CHOICES } from './view-model.ts';

interface StatusMenuProps {
  status: AgentStatus;
  /** What was asked for from the end of the call in hand. */
  afterwards: ChosenStatus | null;
  disabled: boolean;
  connection: WorkstationConnection;
  phone: Softphone;
  onSignOut: () => void;
}

export function StatusMenu({ status, afterwards, disabled, connection, phone, onSignOut }: StatusMenuProps) {
  const t = useTranslations('workstation-desk.status');
  const { wordOf, choiceWord } = useStatusWords();
  const { duration } = useFormats();
  const later = holdsFromCallEnd(status);
  const change = useAction(connection.setStatus);
  const takeBack = useAction(connection.takeBackStatus);
  const trigger = useRef<HTMLButtonElement>(null);
  const choose = (choice: ChosenStatus) => {
    if (choice === 'available') phone.prepare();
    void change.run(choice);
  };
  const mayReturn = !disabled && (status.kind === 'missed' || status.kind === 'not-ready' || status.kind === 'offline');
  useShortcut('return', () => choose('available'), mayReturn);
  useShortcut('status', () => openMenu(trigger.current), !disabled);

  const hue = statusHue(status);
  const inForce = later ? afterwards : chosenOf(status);
  return (
    <div className="flex min-w-0 items-center gap-2">
      <Menu>
        <MenuTrigger asChild disabled={disabled}>
          <button
            ref={trigger}
            type="button"
            aria-label={t('label', { status: wordOf(status) })}
            className={cn(
              'flex h-9 min-w-0 items-center gap-2 rounded-md px-3 font-medium disabled:opacity-60 max-md:px-2',
              tone({ tone: hue }),
            )}
          >
            <StatusIcon hue={hue} code={codeOf(status)} className="text-current" />
            <span className="truncate">{wordOf(status)}</span>
            <ChevronDown aria-hidden className="size-4 shrink-0 max-md:hidden" />
          </button>
        </MenuTrigger>
        <MenuContent>
          {later && <MenuLabel>{t('from-call-end')}</MenuLabel>}
          {STATUS_CHOICES.map((choice) => (
            <MenuItem key={choice} aria-current={choice === inForce ? 'true' : undefined} onSelect={() => choose(choice)}>
              {choice === 'available' ? <StatusIcon hue="available" /> : <StatusIcon hue="not-ready" code={choice} />}
              <span>{choiceWord(choice)}</span>
              <span className="figures ml-auto flex items-center gap-2 pl-4 text-muted text-sm">
                {choice !== 'available' && PLANNED_MS[choice] !== null && <Planned text={duration(PLANNED_MS[choice])} />}
                {choice === inForce && <Check aria-hidden className="text-accent" />}
              </span>
            </MenuItem>
          ))}
          {later && afterwards !== null && (
            <MenuItem onSelect={() => void takeBack.run()}>
              <Undo2 aria-hidden className="text-muted" />
              {t('take-back')}
            </MenuItem>
          )}
          <MenuSeparator />
          <MenuItem disabled={!maySignOut(status)} onSelect={onSignOut}>
            <LogOut aria-hidden className="text-muted" />
            {t('sign-out')}
          </MenuItem>
        </MenuContent>
      </Menu>
      <TimeInStatus status={status} />
      {later && afterwards !== null && (
        <button
          type="button"
          disabled={disabled}
          onClick={() => void takeBack.run()}
          className="flex min-w-0 items-center gap-1.5 rounded-md px-2 py-1 text-muted text-sm hover:bg-sunken max-md:hidden"
        >
          <span className="truncate">{t('then', { status: choiceWord(afterwards) })}</span>
          <Undo2 aria-hidden className="size-3.5 shrink-0" />
          <span className="sr-only">{t('take-back')}</span>
        </button>
      )}
    </div>
  );
}

/** The length that is planned says nothing about the choice itself: it stays out of its name. */
function Planned({ text }: { text: string }) {
  return <span aria-hidden>{text}</span>;
}

function TimeInStatus({ status }: { status: AgentStatus }) {
  const say = useWords();
  const text = useTicking((now) => say(statusTime(status, now).words));
  const over = useTicking((now) => statusTime(status, now).over);
  return (
    <span
      role="timer"
      className={cn('figures flex min-w-10 items-center gap-1.5 whitespace-nowrap', over ? 'font-medium text-missed' : 'text-muted')}
      suppressHydrationWarning
    >
      {over && <TriangleAlert aria-hidden className="size-4 shrink-0" />}
      {text}
    </span>
  );
}

/** As its own key would: the menu then opens with the focus on its first line. */
function openMenu(trigger: HTMLButtonElement | null): void {
  trigger?.focus();
  trigger?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
}
