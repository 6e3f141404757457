import { useTranslations } from 'use-intl/react';
import type { TriedSource } from '../../../server/protocol/customer-source.ts';
import { Banner } from '../../components/ui/banner.tsx';

/** What came back from the company's system. */
export function TriedBanner({ tried }: { tried: TriedSource }) {
  const t = useTranslations('admin-desk.customers.tried');
  if (tried.kind === 'answered')
    return (
      <Banner kind="success" title={t('answered', { ms: tried.ms })} className="self-stretch">
        {t('found', { count: tried.customers })}
      </Banner>
    );
  return (
    <Banner kind="warning" title={t(`${tried.problem}.title`)} className="self-stretch">
      <p>{t(`${tried.problem}.advice`)}</p>
      {tried.detail !== null && <p className="break-words text-muted">{t('detail', { detail: tried.detail })}</p>}
    </Banner>
  );
}
