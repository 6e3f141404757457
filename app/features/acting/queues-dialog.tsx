'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Switch } from '../../components/ui/switch.tsx';
import { api } from '../../lib/api.ts';
import type { Named } from './acting-context.ts';
import { AskingDialog } from './asking-dialog.tsx';
import { SettingsState } from './settings-state.tsx';
import { switched } from './settings-view.ts';
import { useAgentSettings } from './use-agent-settings.ts';

/** Of which queues an agent takes calls, as far as their skills allow. */
export function QueuesDialog({ agent, ...dialog }: { agent: Named; open: boolean; onClose: () => void }) {
  const t = useTranslations('acting');
  const loaded = useAgentSettings(agent.id);
  const [changed, setChanged] = useState<string[] | null>(null);
  const excluded = changed ?? (loaded.kind === 'loaded' ? loaded.data.excluded : []);
  return (
    <AskingDialog
      {...dialog}
      title={t('queues.title', { name: agent.name })}
      description={t('queues.hint')}
      submit={t('queues.submit')}
      ready={loaded.kind === 'loaded'}
      done={t('done.queues', { name: agent.name })}
      act={() => api(`/api/supervision/agents/${encodeURIComponent(agent.id)}/queues`, { method: 'PUT', body: { excluded } })}
    >
      {loaded.kind === 'loaded' ? (
        <ul className="flex flex-col gap-3">
          {loaded.data.allQueues.map(({ id, name }) => (
            <li key={id}>
              <Switch label={name} checked={!excluded.includes(id)} onChange={(takes) => setChanged(switched(excluded, id, takes))} />
            </li>
          ))}
        </ul>
      ) : (
        <SettingsState loaded={loaded} />
      )}
    </AskingDialog>
  );
}
