import type { Metadata } from 'next';
import { CentersPage } from '../../../features/admin/centers-page.tsx';

export const metadata: Metadata = { title: 'Centers' };

export default function Page() {
  return <CentersPage />;
}
