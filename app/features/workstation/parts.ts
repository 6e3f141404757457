import { later } from '../../lib/later.tsx';
import { PanelPlaceholder } from './panel-placeholder.tsx';

/** What an agent needs from the first call on, and what they look at between calls: fetched behind the page, so that it is there sooner. */

export const OfferPanel = later(() => import('./offer-panel.tsx').then((module) => module.OfferPanel), PanelPlaceholder);
export const CallPanel = later(() => import('./call-panel.tsx').then((module) => module.CallPanel), PanelPlaceholder);
export const TextCallPanel = later(
  () => import('./conversations/text-call-panel.tsx').then((module) => module.TextCallPanel),
  PanelPlaceholder,
);
export const ConversationList = later(() => import('./conversations/conversation-list.tsx').then((module) => module.ConversationList));
export const WrapupPanel = later(() => import('./wrapup-panel.tsx').then((module) => module.WrapupPanel), PanelPlaceholder);
export const TextsPanel = later(() => import('./texts-panel.tsx').then((module) => module.TextsPanel));
export const BlockCaller = later(() => import('../blocks/block-caller.tsx').then((module) => module.BlockCaller));
export const OwnShareBar = later(() => import('../shares/own-share-bar.tsx').then((module) => module.OwnShareBar));
export const CallerRecord = later(() => import('./customer-match.tsx').then((module) => module.CallerRecord), PanelPlaceholder);
export const CustomerLookup = later(() => import('./customer-lookup.tsx').then((module) => module.CustomerLookup), PanelPlaceholder);

export const DayPanel = later(() => import('./day-panel.tsx').then((module) => module.DayPanel), PanelPlaceholder);
export const MessagesPanel = later(() => import('./messages/messages-panel.tsx').then((module) => module.MessagesPanel), PanelPlaceholder);

export const PARTS = [
  OfferPanel,
  CallerRecord,
  CallPanel,
  TextsPanel,
  TextCallPanel,
  ConversationList,
  BlockCaller,
  OwnShareBar,
  WrapupPanel,
  CustomerLookup,
  DayPanel,
  MessagesPanel,
] as const;
