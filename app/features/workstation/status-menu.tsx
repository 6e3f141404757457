'use client';

import { Check, ChevronDown, LogOut } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { AgentStatus } from '../../../server/protocol/common.ts';
import { tone } from '../../components/ui/badge.tsx';
import { Menu, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from '../../components/ui/menu.tsx';
import { codeOf, StatusIcon } from '../../components/ui/status.tsx';
import { Elapsed } from '../../components/ui/time.tsx';
import { cn } from '../../lib/cn.ts';
import { statusHue, statusWord } from '../../lib/status.ts';
import type { WorkstationConnection } from './connection.ts';
import { useAction } from './use-action.ts';
import type { Softphone } from './use-softphone.ts';
import { type ChosenStatus, choiceWord, chosenOf, holdsFromCallEnd, maySignOut, STATUS_CHOICES } from './view-model.ts';

interface StatusMenuProps {
  status: AgentStatus;
  disabled: boolean;
  connection: WorkstationConnection;
  phone: Softphone;
  onSignOut: () => void;
}

export function StatusMenu({ status, disabled, connection, phone, onSignOut }: StatusMenuProps) {
  const later = holdsFromCallEnd(status);
  const [afterwards, setAfterwards] = useState<ChosenStatus | null>(null);
  const change = useAction(connection.setStatus);
  useEffect(() => {
    if (!later) setAfterwards(null);
  }, [later]);

  const choose = async (choice: ChosenStatus) => {
    if (choice === 'available') phone.prepare();
    if ((await change.run(choice)) && later) setAfterwards(choice);
  };

  const hue = statusHue(status);
  const inForce = later ? afterwards : chosenOf(status);
  return (
    <div className="flex min-w-0 items-center gap-2">
      <Menu>
        <MenuTrigger asChild disabled={disabled}>
          <button
            type="button"
            aria-label={`Status: ${statusWord(status)}`}
            className={cn(
              'flex h-9 min-w-0 items-center gap-2 rounded-md px-3 font-medium disabled:opacity-60 max-md:px-2',
              tone({ tone: hue }),
            )}
          >
            <StatusIcon hue={hue} code={codeOf(status)} className="text-current" />
            <span className="truncate">{statusWord(status)}</span>
            <ChevronDown aria-hidden className="size-4 shrink-0 max-md:hidden" />
          </button>
        </MenuTrigger>
        <MenuContent>
          {later && <MenuLabel>From the end of this call</MenuLabel>}
          {STATUS_CHOICES.map((choice) => (
            <MenuItem
              key={choice.status}
              aria-current={choice.status === inForce ? 'true' : undefined}
              onSelect={() => void choose(choice.status)}
            >
              {choice.status === 'available' ? <StatusIcon hue="available" /> : <StatusIcon hue="not-ready" code={choice.status} />}
              {choice.word}
              {choice.status === inForce && <Check aria-hidden className="ml-auto text-accent" />}
            </MenuItem>
          ))}
          <MenuSeparator />
          <MenuItem disabled={!maySignOut(status)} onSelect={onSignOut}>
            <LogOut aria-hidden className="text-muted" />
            Sign out
          </MenuItem>
        </MenuContent>
      </Menu>
      <Elapsed since={status.since} className="min-w-10 text-muted" />
      {afterwards !== null && <span className="truncate text-muted text-sm max-md:hidden">then {choiceWord(afterwards)}</span>}
    </div>
  );
}
