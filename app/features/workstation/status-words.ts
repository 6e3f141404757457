'use client';

import { useTranslations } from 'use-intl/react';
import type { AgentStatus, NotReadyCode } from '../../../server/protocol/common.ts';
import type { DaySegment } from '../../../server/protocol/desk.ts';
import type { ChosenStatus } from './view-model.ts';

/** The words of what an agent is doing. */
export function useStatusWords() {
  const t = useTranslations('common.status');
  const away = (code: NotReadyCode) => t(`not-ready.${code}`);
  return {
    wordOf: (status: AgentStatus) => (status.kind === 'not-ready' ? away(status.code) : t(status.kind)),
    choiceWord: (choice: ChosenStatus) => (choice === 'available' ? t('available') : away(choice)),
    segmentWord: ({ kind, code }: Pick<DaySegment, 'kind' | 'code'>) => (kind === 'not-ready' ? away(code ?? 'break') : t(kind)),
  };
}
