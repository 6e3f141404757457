'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useForm } from 'react-hook-form';
import { useTranslations } from 'use-intl/react';
import type { Skill } from '../../../server/protocol/api.ts';
import { type Center, type Queue, QueueInput } from '../../../server/protocol/queue.ts';
import { useWords } from '../../lib/i18n/words.ts';
import { DeleteButton } from './delete-button.tsx';
import { Editor } from './editor.tsx';
import {
  AfterSection,
  BasicsSection,
  CannotSection,
  HoursSection,
  OfferSection,
  type SectionProps,
  StepsSection,
  TextsSection,
  WhoSection,
} from './queue/queue-sections.tsx';
import { newQueue, valuesOf } from './queue/queue-values.ts';
import { inOrder } from './queue/steps-view.ts';
import { SECTION_FIELDS, type SectionName, summaryOf } from './queue/summaries.ts';
import { Section } from './section.tsx';
import { useSave } from './use-save.ts';

const SECTIONS: { name: SectionName; content: (props: SectionProps) => React.ReactNode; startsOpen?: boolean }[] = [
  { name: 'basics', content: BasicsSection, startsOpen: true },
  { name: 'who', content: WhoSection, startsOpen: true },
  { name: 'offer', content: OfferSection },
  { name: 'texts', content: TextsSection },
  { name: 'steps', content: StepsSection },
  { name: 'hours', content: HoursSection },
  { name: 'cannot', content: CannotSection },
  { name: 'after', content: AfterSection },
];

interface QueueEditorProps {
  /** null: a new one. */
  queue: Queue | null;
  queues: readonly Queue[];
  skills: readonly Skill[];
  centers: readonly Center[];
  onClose: () => void;
  onDone: () => void;
}

export function QueueEditor({ queue, queues, skills, centers, onClose, onDone }: QueueEditorProps) {
  const t = useTranslations('admin');
  const say = useWords();
  const begun: QueueInput = {
    ...newQueue,
    dispositions: [t('defaults.resolved'), t('defaults.follow-up')].map((name) => ({ name, children: [] })),
    whenClosed: { kind: 'message', text: t('defaults.closed') },
    whenFull: { kind: 'message', text: t('defaults.full') },
    whenTooLong: { kind: 'message', text: t('defaults.too-long') },
  };
  const form = useForm<QueueInput>({
    resolver: zodResolver(QueueInput),
    defaultValues: queue === null ? begun : valuesOf(queue),
    // The editor does it, which knows fields that are not registered and opens the section first.
    shouldFocusError: false,
  });
  const { errors } = form.formState;
  const saving = useSave(form, {
    id: queue?.id ?? null,
    path: '/api/admin/queues',
    fields: Object.keys(newQueue),
    nameOf: ({ name }) => name,
    onSaved: onDone,
  });
  const values = form.watch();
  const submit = (event: React.SyntheticEvent) => {
    // Enter in a step's time saves before the step has found its place.
    form.setValue('steps', inOrder(form.getValues('steps')));
    return saving.onSubmit(event);
  };
  const shared: SectionProps = { form, queue: values, skills, centers, others: queues.filter((one) => one.id !== queue?.id) };

  return (
    <Editor
      title={queue === null ? t('queues.add') : t('change-it', { name: queue.name })}
      submitLabel={t(queue === null ? 'queues.add-submit' : 'save-changes')}
      wide
      {...saving}
      onSubmit={submit}
      onClose={onClose}
      extra={
        queue === null ? undefined : (
          <DeleteButton
            path={`/api/admin/queues/${encodeURIComponent(queue.id)}`}
            what={t('queues.the', { name: queue.name })}
            consequence={t('queues.delete-text')}
            onDeleted={onDone}
          />
        )
      }
    >
      <div>
        {SECTIONS.map(({ name, content: Content, startsOpen }) => (
          <Section
            key={name}
            title={t(`sections.${name}`)}
            summary={say(summaryOf(name, values, skills, centers))}
            wrong={SECTION_FIELDS[name].some((field) => errors[field] !== undefined)}
            attempt={saving.attempt}
            startsOpen={startsOpen}
          >
            <Content {...shared} />
          </Section>
        ))}
      </div>
    </Editor>
  );
}
