import { QueuesPage } from '../../../features/admin/queues-page.tsx';
import { pageMetadata } from '../../../lib/i18n/translated.tsx';

export const generateMetadata = () => pageMetadata('queues');

export default function Page() {
  return <QueuesPage />;
}
