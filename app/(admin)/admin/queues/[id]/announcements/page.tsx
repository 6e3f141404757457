import { AnnouncementsPage } from '../../../../../features/announcements/announcements-page.tsx';
import { pageMetadata } from '../../../../../lib/i18n/translated.tsx';

export const generateMetadata = () => pageMetadata('announcements');

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <AnnouncementsPage queueId={id} />;
}
