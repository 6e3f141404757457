import { BoardPage } from '../../features/board/board-page.tsx';
import { pageMetadata, Translated } from '../../lib/i18n/translated.tsx';

export const generateMetadata = () => pageMetadata('board');

export default function Page() {
  return (
    <Translated
      features={[
        'supervisor',
        'board',
        'callers',
        'board-callbacks',
        'left-messages',
        'callback-link',
        'acting',
        'workstation-desk',
        'workstation-call',
        'texts',
      ]}
    >
      <BoardPage />
    </Translated>
  );
}
