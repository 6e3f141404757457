/** Shares of 1 as people type them, to the tenth of a percent: 0.07 is 7, although 0.07 × 100 is 7.000000000000001. */
export const asPercent = (share: number): number => Math.round(share * 1000) / 10;
export const asShare = (percent: number): number => Math.round(percent * 10) / 1000;
