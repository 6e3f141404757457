import type { AbstractIntlMessages } from 'use-intl';
import type { Locale } from '../../../server/protocol/locale.ts';
import type acting from '../../messages/en/acting.json';
import type admin from '../../messages/en/admin.json';
import type adminDesk from '../../messages/en/admin-desk.json';
import type adminTexts from '../../messages/en/admin-texts.json';
import type alerts from '../../messages/en/alerts.json';
import type announcements from '../../messages/en/announcements.json';
import type audit from '../../messages/en/audit.json';
import type blocks from '../../messages/en/blocks.json';
import type board from '../../messages/en/board.json';
import type boardCallbacks from '../../messages/en/board-callbacks.json';
import type callbackLink from '../../messages/en/callback-link.json';
import type callbacks from '../../messages/en/callbacks.json';
import type callers from '../../messages/en/callers.json';
import type common from '../../messages/en/common.json';
import type demo from '../../messages/en/demo.json';
import type errors from '../../messages/en/errors.json';
import type integrations from '../../messages/en/integrations.json';
import type landing from '../../messages/en/landing.json';
import type leftMessages from '../../messages/en/left-messages.json';
import type machines from '../../messages/en/machines.json';
import type planning from '../../messages/en/planning.json';
import type ratings from '../../messages/en/ratings.json';
import type reports from '../../messages/en/reports.json';
import type shares from '../../messages/en/shares.json';
import type signIn from '../../messages/en/sign-in.json';
import type supervisor from '../../messages/en/supervisor.json';
import type system from '../../messages/en/system.json';
import type texts from '../../messages/en/texts.json';
import type wall from '../../messages/en/wall.json';
import type widget from '../../messages/en/widget.json';
import type widgetAfter from '../../messages/en/widget-after.json';
import type widgetAnnouncements from '../../messages/en/widget-announcements.json';
import type widgetEmbed from '../../messages/en/widget-embed.json';
import type widgetIdentity from '../../messages/en/widget-identity.json';
import type widgetKeys from '../../messages/en/widget-keys.json';
import type widgetMessage from '../../messages/en/widget-message.json';
import type widgetTalk from '../../messages/en/widget-talk.json';
import type widgetTalking from '../../messages/en/widget-talking.json';
import type widgetTexts from '../../messages/en/widget-texts.json';
import type widgetWaiting from '../../messages/en/widget-waiting.json';
import type workstationCall from '../../messages/en/workstation-call.json';
import type workstationDesk from '../../messages/en/workstation-desk.json';
import type workstationDevices from '../../messages/en/workstation-devices.json';
import type workstationShell from '../../messages/en/workstation-shell.json';
import type workstationTexts from '../../messages/en/workstation-texts.json';

/** Every word on screen, by feature. English is the measure: a key that it does not have does not compile. */
export interface Messages {
  common: typeof common;
  errors: typeof errors;
  acting: typeof acting;
  admin: typeof admin;
  'admin-desk': typeof adminDesk;
  'admin-texts': typeof adminTexts;
  alerts: typeof alerts;
  announcements: typeof announcements;
  audit: typeof audit;
  board: typeof board;
  'board-callbacks': typeof boardCallbacks;
  'callback-link': typeof callbackLink;
  callbacks: typeof callbacks;
  blocks: typeof blocks;
  callers: typeof callers;
  demo: typeof demo;
  integrations: typeof integrations;
  landing: typeof landing;
  'left-messages': typeof leftMessages;
  ratings: typeof ratings;
  reports: typeof reports;
  machines: typeof machines;
  planning: typeof planning;
  shares: typeof shares;
  'sign-in': typeof signIn;
  supervisor: typeof supervisor;
  system: typeof system;
  texts: typeof texts;
  wall: typeof wall;
  widget: typeof widget;
  'widget-embed': typeof widgetEmbed;
  'widget-after': typeof widgetAfter;
  'widget-announcements': typeof widgetAnnouncements;
  'widget-identity': typeof widgetIdentity;
  'widget-keys': typeof widgetKeys;
  'widget-message': typeof widgetMessage;
  'widget-talk': typeof widgetTalk;
  'widget-talking': typeof widgetTalking;
  'widget-texts': typeof widgetTexts;
  'widget-waiting': typeof widgetWaiting;
  'workstation-call': typeof workstationCall;
  'workstation-desk': typeof workstationDesk;
  'workstation-devices': typeof workstationDevices;
  'workstation-shell': typeof workstationShell;
  'workstation-texts': typeof workstationTexts;
}
export type Feature = keyof Messages;

declare module 'use-intl' {
  interface AppConfig {
    Locale: string;
    Messages: Messages;
  }
}

/** What every page needs. */
export const EVERYWHERE: readonly Feature[] = ['common', 'errors'];

/** A folder a line: of one pattern over all of them the build lists each file twice, in what every page loads first. */
const FILES: Record<Locale, (feature: string) => Promise<{ default: AbstractIntlMessages }>> = {
  en: (feature) => import(`../../messages/en/${feature}.json`),
  pt: (feature) => import(`../../messages/pt/${feature}.json`),
  fr: (feature) => import(`../../messages/fr/${feature}.json`),
};

/** The words of some features in one language: in the server from its files, in a browser one small file for each. */
export async function loadMessages(locale: Locale, features: readonly Feature[]): Promise<Partial<Messages>> {
  const parts = await Promise.all(
    features.map(async (feature): Promise<[Feature, AbstractIntlMessages]> => {
      const file = await FILES[locale](feature);
      return [feature, file.default];
    }),
  );
  return Object.fromEntries(parts);
}
