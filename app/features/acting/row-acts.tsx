'use client';

import { ChevronDown, DoorClosed, DoorOpen, MessageSquare } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../../components/ui/button.tsx';
import { Menu, MenuContent, MenuItem, MenuLabel, MenuTrigger } from '../../components/ui/menu.tsx';
import { api } from '../../lib/api.ts';
import { type Named, useActing } from './acting-context.ts';
import { useAct } from './use-act.ts';

const AGENT_ACTS = ['status', 'skills', 'queues', 'message-agent'] as const;

/** What can be done with an agent, in a row of theirs; nothing where the center is not supervised. */
export function AgentActs({ agent: { id, name, centerId } }: { agent: Named & { centerId: string } }) {
  const t = useTranslations('acting');
  const { centers, ask } = useActing();
  if (!centers.some((center) => center.id === centerId)) return null;
  return (
    <Menu>
      <ActButton label={t('act-on', { name })} />
      <MenuContent align="end">
        <MenuLabel>{name}</MenuLabel>
        {AGENT_ACTS.map((act) => (
          <MenuItem key={act} onSelect={() => ask({ act, agent: { id, name } })}>
            {t(`menu.${act}`)}
          </MenuItem>
        ))}
      </MenuContent>
    </Menu>
  );
}

interface WaitingCall {
  id: string;
  callerName: string;
  queueId: string;
  state: string;
  role: string;
}

/** What can be done with a caller who waits. */
export function CallActs({ call: { id, callerName: name, queueId, state, role } }: { call: WaitingCall }) {
  const t = useTranslations('acting');
  const { queues, ask } = useActing();
  const { run, busy } = useAct();
  const mayMove = queues.find((queue) => queue.id === queueId)?.mayMove ?? false;
  if (state !== 'queued' || role !== 'main' || !mayMove) return null;
  const putFirst = () =>
    run(() => api(`/api/supervision/calls/${encodeURIComponent(id)}/first`, { method: 'POST' }), t('done.first', { name }));
  return (
    <Menu>
      <ActButton label={t('act-on', { name })} busy={busy} />
      <MenuContent align="end">
        <MenuLabel>{name}</MenuLabel>
        <MenuItem onSelect={() => void putFirst()}>{t('menu.first')}</MenuItem>
        <MenuItem onSelect={() => ask({ act: 'move', call: { id, name, queueId } })}>{t('menu.move')}</MenuItem>
      </MenuContent>
    </Menu>
  );
}

/** Closes a queue, or opens it again. */
export function QueueActs({ queue: { id, name, closed } }: { queue: Named & { closed: boolean } }) {
  const t = useTranslations('acting');
  const { queues, ask, reload } = useActing();
  const { run, busy } = useAct();
  const queue = queues.find((one) => one.id === id);
  const known = queue?.closed;
  // The board says it at once, whoever did it; where calls can be moved to is looked at again with that.
  useEffect(() => {
    if (known !== undefined && known !== closed) reload();
  }, [known, closed, reload]);
  if (!queue?.mayClose) return null;
  if (!closed)
    return (
      <Button size="sm" className="h-7" aria-label={t('close-name', { name })} onClick={() => ask({ act: 'close', queue: { id, name } })}>
        <DoorClosed aria-hidden />
        {t('close')}
      </Button>
    );
  const open = async () => {
    const path = `/api/supervision/queues/${encodeURIComponent(id)}/closed` as const;
    if (await run(() => api(path, { method: 'PUT', body: { closed: false } }), t('done.opened', { name }))) reload();
  };
  return (
    <Button size="sm" className="h-7" busy={busy} aria-label={t('open-name', { name })} onClick={() => void open()}>
      <DoorOpen aria-hidden />
      {t('open')}
    </Button>
  );
}

/** Writes to everybody of a center. */
export function CenterMessage() {
  const t = useTranslations('acting');
  const { centers, ask } = useActing();
  if (centers.length === 0) return null;
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button size="sm">
          <MessageSquare aria-hidden />
          {t('message-center')}
          <ChevronDown aria-hidden />
        </Button>
      </MenuTrigger>
      <MenuContent align="end">
        {centers.map((center) => (
          <MenuItem key={center.id} onSelect={() => ask({ act: 'message-center', center })}>
            {center.name}
          </MenuItem>
        ))}
      </MenuContent>
    </Menu>
  );
}

function ActButton({ label, busy = false }: { label: string; busy?: boolean }) {
  const t = useTranslations('acting');
  return (
    <MenuTrigger asChild>
      <Button size="sm" className="h-7" busy={busy} aria-label={label}>
        {t('act')}
        <ChevronDown aria-hidden />
      </Button>
    </MenuTrigger>
  );
}
