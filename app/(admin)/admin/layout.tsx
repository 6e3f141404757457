import type { ReactNode } from 'react';
import { AdminShell } from '../../features/admin/admin-shell.tsx';
import { pageMetadata, Translated } from '../../lib/i18n/translated.tsx';

export const generateMetadata = () => pageMetadata('administration');

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <Translated features={['admin', 'admin-desk', 'admin-texts', 'announcements']}>
      <AdminShell>{children}</AdminShell>
    </Translated>
  );
}
