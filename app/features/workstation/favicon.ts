'use client';

import { useEffect } from 'react';
import type { WorkstationState } from '../../../server/protocol/workstation.ts';
import { type StatusHue, statusHue } from '../../lib/status.ts';
import type { Link } from './view-model.ts';

/** Colors that can be told apart on a light and on a dark strip of tabs. What they mean stands in the title beside them. */
const DOTS: Record<StatusHue, string> = {
  available: '#1f9d55',
  'on-call': '#2f6fed',
  wrapup: '#8a5cf6',
  'not-ready': '#d98200',
  missed: '#d3382e',
  offline: '#8a97a1',
};

/** The mark of the tab, with a dot for what the agent is doing; red as well while the connection is lost. */
export function faviconOf(link: Link, state: WorkstationState | null): StatusHue {
  if (link.kind === 'lost') return 'missed';
  if (link.kind !== 'up' || state === null) return 'offline';
  return state.work.kind === 'offer' ? 'on-call' : statusHue(state.status);
}

export function useFavicon(hue: StatusHue): void {
  useEffect(() => {
    const link = document.querySelector<HTMLLinkElement>('link[rel~="icon"]') ?? document.head.appendChild(document.createElement('link'));
    link.rel = 'icon';
    link.type = 'image/svg+xml';
    link.href = `data:image/svg+xml,${encodeURIComponent(mark(DOTS[hue]))}`;
  }, [hue]);
}

const mark = (dot: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none" stroke="#0b8ba0" stroke-width="3.5"><circle cx="10" cy="16" r="7.5"/><path d="M18.5 9.2a7.5 7.5 0 1 1 0 13.6"/><circle cx="25" cy="25" r="6.5" fill="${dot}" stroke="#fff" stroke-width="1.5"/></svg>`;
