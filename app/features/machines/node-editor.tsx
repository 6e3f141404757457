'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { Controller, useForm } from 'react-hook-form';
import { useTranslations } from 'use-intl/react';
import { MediaNodeKey, type MediaNodeView, NewMediaNodeInput } from '../../../server/protocol/media-nodes.ts';
import { Field } from '../../components/ui/field.tsx';
import { Input } from '../../components/ui/input.tsx';
import { Select } from '../../components/ui/select.tsx';
import { DeleteButton } from '../admin/delete-button.tsx';
import { Editor } from '../admin/editor.tsx';
import { useSave } from '../admin/use-save.ts';
import { useSentences } from '../admin/use-sentences.ts';
import { mediaMachine } from './machines-view.ts';
import type { Made } from './made-key-dialog.tsx';

/** No center has this id. */
const ALL = '*';

interface NodeEditorProps {
  /** null: a new one. */
  node: MediaNodeView | null;
  centers: readonly { id: string; name: string }[];
  onClose: () => void;
  /** With the key of one that is new. */
  onDone: (made: Made | null) => void;
}

export function NodeEditor({ node, centers, onClose, onDone }: NodeEditorProps) {
  const t = useTranslations('machines.editor');
  const media = useTranslations('machines.media');
  const admin = useTranslations('admin');
  const { sentence } = useSentences();
  const form = useForm<NewMediaNodeInput>({
    resolver: zodResolver(NewMediaNodeInput),
    defaultValues: { id: node?.id ?? '', name: node?.name ?? '', centerId: node?.centerId ?? null, url: node?.url ?? '' },
    shouldFocusError: false, // the editor does it
  });
  const { errors } = form.formState;
  const saving = useSave(form, {
    id: node?.id ?? null,
    path: '/api/admin/media-nodes',
    fields: ['id', 'name', 'centerId', 'url'],
    nameOf: ({ name }) => name,
    onSaved(answer) {
      if (node !== null) return onDone(null);
      const { node: added, key } = MediaNodeKey.parse(answer);
      onDone({ machine: mediaMachine(added), key });
    },
  });
  return (
    <Editor
      title={node === null ? media('add') : admin('change-it', { name: node.name })}
      submitLabel={node === null ? t('add-submit') : admin('save-changes')}
      {...saving}
      onClose={onClose}
      extra={
        node === null ? undefined : (
          <DeleteButton
            path={`/api/admin/media-nodes/${encodeURIComponent(node.id)}`}
            what={t('the', { name: node.name })}
            consequence={t('delete', { count: node.rooms })}
            onDeleted={() => onDone(null)}
          />
        )
      }
    >
      {node === null && (
        <Field label={t('id')} hint={t('id-hint')} error={sentence(t('id'), errors.id?.message)}>
          <Input autoComplete="off" autoCapitalize="none" spellCheck={false} {...form.register('id')} />
        </Field>
      )}
      <Field label={t('name')} error={sentence(t('name'), errors.name?.message)}>
        <Input autoComplete="off" {...form.register('name')} />
      </Field>
      <Controller
        control={form.control}
        name="centerId"
        render={({ field }) => (
          <Field label={t('for')} error={sentence(t('for'), errors.centerId?.message)}>
            <Select
              ref={field.ref}
              value={field.value ?? ALL}
              onChange={(id) => field.onChange(id === ALL ? null : id)}
              options={[{ value: ALL, label: t('all') }, ...centers.map(({ id, name }) => ({ value: id, label: name }))]}
            />
          </Field>
        )}
      />
      <Field label={t('url')} hint={t('url-hint')} error={sentence(t('url'), errors.url?.message)}>
        <Input type="url" autoComplete="off" {...form.register('url')} />
      </Field>
    </Editor>
  );
}
