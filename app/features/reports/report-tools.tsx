'use client';

import { Download, FolderOpen, Link, Save, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { writeReport } from '../../../server/protocol/report-address.ts';
import { type ReportQuery, type SavedReport, SavedReports } from '../../../server/protocol/reports.ts';
import { Button } from '../../components/ui/button.tsx';
import { Dialog } from '../../components/ui/dialog.tsx';
import { Menu, MenuContent, MenuItem, MenuLabel, MenuTrigger } from '../../components/ui/menu.tsx';
import { useToast } from '../../components/ui/toast.tsx';
import { api } from '../../lib/api.ts';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { useWords, type Words, words } from '../../lib/i18n/words.ts';
import { usePolled } from '../board/use-polled.ts';
import { type Draft, writeDraft } from './report-draft.ts';
import { SaveDialog } from './save-dialog.tsx';

interface ReportToolsProps {
  draft: Draft;
  onOpen: (query: ReportQuery) => void;
}

type Asking = 'nothing' | 'save' | 'delete';

/** Reports that are kept, and ways to take this one elsewhere. */
export function ReportTools({ draft, onOpen }: ReportToolsProps) {
  const t = useTranslations();
  const toast = useToast();
  const errorWords = useErrorWords();
  const say = useWords();
  const { polled, reload } = usePolled('/api/reports/saved', SavedReports, { everyMs: null });
  const [opened, setOpened] = useState<SavedReport | null>(null);
  const [asking, setAsking] = useState<Asking>('nothing');
  const saved = polled.kind === 'loaded' ? polled.data.reports : [];
  const own = opened?.own ? opened : null;
  const link = () => new URL(window.location.pathname + writeDraft(draft), window.location.href).href;

  const copy = () =>
    navigator.clipboard.writeText(link()).then(
      () => toast({ kind: 'success', title: t('reports.link-copied') }),
      () => toast({ kind: 'error', title: t('reports.link-failed') }),
    );
  const remove = (report: SavedReport) =>
    api(`/api/reports/saved/${encodeURIComponent(report.id)}`, { method: 'DELETE' }).then(
      () => {
        setOpened(null);
        setAsking('nothing');
        reload();
        toast({ kind: 'success', title: t('reports.deleted', { name: report.name }) });
      },
      (error: unknown) => toast({ kind: 'error', title: errorWords(error) }),
    );

  return (
    <div className="flex flex-wrap items-center gap-2">
      <Menu onOpenChange={(open) => open && reload()}>
        <MenuTrigger asChild>
          <Button>
            <FolderOpen aria-hidden />
            {opened === null ? t('reports.saved-open') : opened.name}
          </Button>
        </MenuTrigger>
        <MenuContent className="max-h-[60dvh] overflow-y-auto">
          <MenuLabel>{t('reports.saved')}</MenuLabel>
          {saved.map((report) => (
            <MenuItem
              key={report.id}
              onSelect={() => {
                setOpened(report);
                onOpen(report.query);
              }}
            >
              {say(savedName(report))}
            </MenuItem>
          ))}
          {saved.length === 0 && <MenuLabel>{polled.kind === 'failed' ? t('reports.saved-failed') : t('reports.saved-none')}</MenuLabel>}
        </MenuContent>
      </Menu>
      <Button onClick={() => setAsking('save')}>
        <Save aria-hidden />
        {own ? t('reports.save-again') : t('reports.save')}
      </Button>
      {own && (
        <Button variant="quiet" onClick={() => setAsking('delete')}>
          <Trash2 aria-hidden />
          {t('reports.delete')}
        </Button>
      )}
      <span className="ml-auto flex flex-wrap gap-2">
        <Button onClick={copy}>
          <Link aria-hidden />
          {t('reports.link')}
        </Button>
        <Menu>
          <MenuTrigger asChild>
            <Button>
              <Download aria-hidden />
              {t('reports.export')}
            </Button>
          </MenuTrigger>
          <MenuContent align="end">
            {(['csv', 'json', 'html'] as const).map((format) => (
              <MenuItem key={format} asChild>
                <a href={`/api/reports/export/${format}?${writeReport(draft.query)}`} download>
                  {t(`reports.${format}`)}
                </a>
              </MenuItem>
            ))}
          </MenuContent>
        </Menu>
      </span>
      {asking === 'save' && (
        <SaveDialog
          query={draft.query}
          saved={own}
          onClose={() => setAsking('nothing')}
          onSaved={(report) => {
            setOpened(report);
            setAsking('nothing');
            reload();
            toast({ kind: 'success', title: t('reports.save-done', { name: report.name }) });
          }}
        />
      )}
      {own && (
        <Dialog
          open={asking === 'delete'}
          onOpenChange={(open) => setAsking(open ? 'delete' : 'nothing')}
          title={t('reports.delete-title', { name: own.name })}
          description={t('reports.delete-hint')}
          actions={
            <>
              <Button onClick={() => setAsking('nothing')}>{t('common.actions.cancel')}</Button>
              <Button variant="danger" onClick={() => void remove(own)}>
                {t('reports.delete')}
              </Button>
            </>
          }
        />
      )}
    </div>
  );
}

function savedName({ name, own, ownerName, shared }: SavedReport): Words | string {
  if (!own) return words('reports.saved-by', { name, owner: ownerName });
  return shared ? words('reports.saved-shared', { name }) : name;
}
