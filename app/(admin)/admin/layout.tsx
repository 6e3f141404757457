import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { AdminShell } from '../../features/admin/admin-shell.tsx';

export const metadata: Metadata = { title: 'Administration' };

export default function Layout({ children }: { children: ReactNode }) {
  return <AdminShell>{children}</AdminShell>;
}
