import type { Metadata } from 'next';
import { WorkstationPage } from '../../features/workstation/workstation-page.tsx';

export const metadata: Metadata = { title: 'Workstation' };

export default function Page() {
  return <WorkstationPage />;
}
