'use client';

import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { SectionTitle } from '../../components/ui/panel.tsx';
import { api } from '../../lib/api.ts';
import { type Credentials, DemoAccounts } from './sign-in.ts';

/** While the demo accounts exist, one press fills the form in. Otherwise there is nothing to see. */
export function DemoAccountList({ onChoose }: { onChoose: (credentials: Credentials) => void }) {
  const t = useTranslations();
  const [demo, setDemo] = useState<DemoAccounts | null>(null);

  useEffect(() => {
    const abort = new AbortController();
    api('/api/demo-accounts', { schema: DemoAccounts, signal: abort.signal }).then(setDemo, () => undefined);
    return () => abort.abort();
  }, []);

  if (demo === null || demo.accounts.length === 0) return null;
  return (
    <section aria-label={t('sign-in.demo.label')} className="mt-8 animate-appear border-line border-t pt-4">
      <SectionTitle as="h2">{t('sign-in.demo.title')}</SectionTitle>
      <ul className="mt-2 grid gap-1">
        {demo.accounts.map((account) => (
          <li key={account.email}>
            <button
              type="button"
              onClick={() => onChoose({ email: account.email, password: demo.password })}
              className="flex w-full items-baseline justify-between gap-4 rounded-md px-2 py-1.5 text-left hover:bg-accent-soft"
            >
              <span className="truncate font-medium">{account.name}</span>{' '}
              <span className="shrink-0 text-muted text-sm">
                {t(`common.roles.${account.role}`)}
                {account.centerName !== null && `, ${account.centerName}`}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
