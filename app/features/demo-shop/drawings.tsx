import type { ReactNode } from 'react';
import styles from './shop.module.css';

export type DrawingName = 'dripper' | 'kettle' | 'grinder' | 'scale' | 'press' | 'beans';

const STEAM = (
  <g className={styles.steam} fill="none" strokeWidth="3" strokeLinecap="round">
    <path d="M88 30c-6-8 6-12 0-22" />
    <path d="M102 34c-6-8 6-12 0-22" />
    <path d="M116 30c-6-8 6-12 0-22" />
  </g>
);

const bean = (x: number, y: number, turn: number) => (
  <g key={`${x} ${y}`} transform={`translate(${x} ${y}) rotate(${turn})`}>
    <ellipse rx="13" ry="9" className={styles.dark} />
    <path d="M-12 1c8-6 16 4 24-2" fill="none" className={styles.crease} strokeWidth="2" />
  </g>
);

const DRAWINGS: Record<DrawingName, ReactNode> = {
  dripper: (
    <>
      {STEAM}
      <path d="M44 44h116l-34 62H78z" className={styles.clay} />
      <path d="M44 44h116l-6 11H50z" className={styles.clayDeep} />
      <path d="M160 54c22 0 22 34-6 34" fill="none" className={styles.clayLine} strokeWidth="9" strokeLinecap="round" />
      <rect x="62" y="106" width="80" height="9" rx="4.5" className={styles.clayDeep} />
      <path d="M70 122h64l8 44a14 14 0 0 1-14 16H76a14 14 0 0 1-14-16z" className={styles.glass} />
      <path d="M66 148h72l4 20a12 12 0 0 1-12 14H74a12 12 0 0 1-12-14z" className={styles.coffee} />
    </>
  ),
  kettle: (
    <>
      <path d="M60 84h84l14 84a12 12 0 0 1-12 14H58a12 12 0 0 1-12-14z" className={styles.steel} />
      <path d="M50 146h104l4 22a12 12 0 0 1-12 14H58a12 12 0 0 1-12-14z" className={styles.steelDeep} />
      <path d="M64 84c0-16 76-16 76 0z" className={styles.dark} />
      <circle cx="102" cy="66" r="6" className={styles.clay} />
      <path d="M52 140C22 132 40 84 16 78" fill="none" className={styles.steelLine} strokeWidth="9" strokeLinecap="round" />
      <path d="M148 96c44-10 44 64 8 60" fill="none" className={styles.darkLine} strokeWidth="9" strokeLinecap="round" />
    </>
  ),
  grinder: (
    <>
      <path d="M100 44V28h48" fill="none" className={styles.steelLine} strokeWidth="7" strokeLinecap="round" strokeLinejoin="round" />
      <circle cx="150" cy="26" r="10" className={styles.clay} />
      <path d="M72 58c0-16 56-16 56 0z" className={styles.dark} />
      <rect x="70" y="58" width="60" height="62" rx="4" className={styles.steel} />
      <rect x="66" y="112" width="68" height="12" rx="6" className={styles.dark} />
      <path d="M72 124h56v48a10 10 0 0 1-10 10H82a10 10 0 0 1-10-10z" className={styles.clay} />
      <path d="M72 150h56v22a10 10 0 0 1-10 10H82a10 10 0 0 1-10-10z" className={styles.clayDeep} />
    </>
  ),
  scale: (
    <>
      <path d="M70 58h60l7 52a12 12 0 0 1-12 14H75a12 12 0 0 1-12-14z" className={styles.glass} />
      <path d="M67 88h66l4 22a12 12 0 0 1-12 14H75a12 12 0 0 1-12-14z" className={styles.coffee} />
      <rect x="34" y="124" width="132" height="10" rx="5" className={styles.steel} />
      <rect x="26" y="134" width="148" height="44" rx="10" className={styles.dark} />
      <g className={styles.digits}>
        <rect x="78" y="146" width="12" height="20" rx="3" />
        <rect x="96" y="146" width="12" height="20" rx="3" />
        <rect x="114" y="160" width="6" height="6" rx="3" />
        <rect x="126" y="146" width="12" height="20" rx="3" />
      </g>
      <circle cx="48" cy="156" r="6" className={styles.clay} />
    </>
  ),
  press: (
    <>
      <path d="M100 60V26" className={styles.steelLine} strokeWidth="6" strokeLinecap="round" />
      <circle cx="100" cy="22" r="10" className={styles.dark} />
      <rect x="60" y="54" width="80" height="12" rx="6" className={styles.dark} />
      <path d="M66 66h68v104a12 12 0 0 1-12 12H78a12 12 0 0 1-12-12z" className={styles.glass} />
      <path d="M66 106h68v64a12 12 0 0 1-12 12H78a12 12 0 0 1-12-12z" className={styles.coffee} />
      <rect x="66" y="98" width="68" height="8" className={styles.steel} />
      <path d="M134 82c40-4 40 70 0 66" fill="none" className={styles.clayLine} strokeWidth="10" strokeLinecap="round" />
      <path d="M60 66h-8" className={styles.darkLine} strokeWidth="6" strokeLinecap="round" />
    </>
  ),
  beans: (
    <>
      <path d="M58 52h84l8 118a12 12 0 0 1-12 12H62a12 12 0 0 1-12-12z" className={styles.clay} />
      <path d="M62 30h76l4 22H58z" className={styles.clayDeep} />
      <rect x="68" y="86" width="64" height="56" rx="6" className={styles.paper} />
      <path d="M80 104h40M80 114h40M80 124h22" className={styles.darkLine} strokeWidth="4" strokeLinecap="round" />
      {bean(160, 172, -20)}
      {bean(34, 174, 30)}
      {bean(178, 152, 50)}
    </>
  ),
};

/** Drawn for this page; nothing is copied from anywhere. */
export function Drawing({ name, className }: { name: DrawingName; className?: string | undefined }) {
  return (
    <svg viewBox="0 0 200 200" aria-hidden="true" className={className}>
      <ellipse cx="100" cy="184" rx="82" ry="7" className={styles.shade} />
      {DRAWINGS[name]}
    </svg>
  );
}
