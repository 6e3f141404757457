'use client';

import { useTranslations } from 'use-intl/react';
import type { WidgetKey } from '../../../server/protocol/widget-keys.ts';
import { Button } from '../../components/ui/button.tsx';
import { Dialog } from '../../components/ui/dialog.tsx';
import { ToCopy } from '../integrations/to-copy.tsx';
import { policyOf, tagOf } from './key-form.ts';
import { attributeOf, TAG_ATTRIBUTES } from './tag-attributes.ts';

/** The tag to put on a site's pages, what their security policy has to allow, and what the tag may say besides. */
export function TagDialog({ widgetKey, onClose }: { widgetKey: WidgetKey; onClose: () => void }) {
  const t = useTranslations('widget-keys');
  const common = useTranslations('common.actions');
  const server = widgetKey.server ?? window.location.origin;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('tag-title', { name: widgetKey.name })}
      description={t('tag-text')}
      actions={
        <Button variant="primary" onClick={onClose}>
          {common('close')}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        {widgetKey.centerId !== null && widgetKey.server === null && <p className="text-muted text-sm">{t('entry.unknown')}</p>}
        <ToCopy label={t('tag-label')} text={tagOf(server, widgetKey)} />
        <ToCopy label={t('policy-label')} hint={t('policy-hint')} text={policyOf(server)} />
        <section aria-labelledby="tag-attributes" className="grid gap-2">
          <h3 id="tag-attributes" className="font-medium text-sm">
            {t('attributes-title')}
          </h3>
          <dl className="grid gap-x-4 gap-y-1 text-sm sm:grid-cols-[max-content_1fr]">
            {TAG_ATTRIBUTES.map((name) => (
              <div key={name} className="contents">
                <dt className="font-mono text-xs leading-5">{attributeOf(name)}</dt>
                <dd className="text-muted">{t(`attributes.${name}`)}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Dialog>
  );
}
