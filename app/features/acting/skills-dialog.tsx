'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Select } from '../../components/ui/select.tsx';
import { api } from '../../lib/api.ts';
import type { Named } from './acting-context.ts';
import { AskingDialog } from './asking-dialog.tsx';
import { SettingsState } from './settings-state.tsx';
import { changedSkills } from './settings-view.ts';
import { useAgentSettings } from './use-agent-settings.ts';

const LEVELS = [0, 1, 2, 3, 4, 5];

/** All skills there are, each with this agent's level, or none. */
export function SkillsDialog({ agent, ...dialog }: { agent: Named; open: boolean; onClose: () => void }) {
  const t = useTranslations('acting');
  const loaded = useAgentSettings(agent.id);
  const [levels, setLevels] = useState<Record<string, number>>({});
  const skills = loaded.kind === 'loaded' ? changedSkills(loaded.data.skills, levels) : [];
  return (
    <AskingDialog
      {...dialog}
      title={t('skills.title', { name: agent.name })}
      description={t('skills.hint')}
      submit={t('skills.submit')}
      ready={loaded.kind === 'loaded'}
      done={t('done.skills', { name: agent.name })}
      act={() => api(`/api/supervision/agents/${encodeURIComponent(agent.id)}/skills`, { method: 'PUT', body: { skills } })}
    >
      {loaded.kind === 'loaded' ? (
        <ul className="flex flex-col gap-2">
          {loaded.data.allSkills.map(({ id, name }) => (
            <li key={id} className="flex items-center justify-between gap-4">
              <span>{name}</span>
              <Select
                aria-label={t('skills.level-of', { name })}
                className="w-36"
                value={String(skills.find(({ skillId }) => skillId === id)?.level ?? 0)}
                onChange={(level) => setLevels({ ...levels, [id]: Number(level) })}
                options={LEVELS.map((level) => ({
                  value: String(level),
                  label: level === 0 ? t('skills.none') : t('skills.level', { level }),
                }))}
              />
            </li>
          ))}
        </ul>
      ) : (
        <SettingsState loaded={loaded} />
      )}
    </AskingDialog>
  );
}
