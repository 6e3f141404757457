import type { DrawingName } from './drawings.tsx';

/** What is on show, each under the name of its drawing, with its price in euros. */
export const PRODUCTS: Record<DrawingName, number> = { dripper: 34, kettle: 79, grinder: 118, scale: 52, press: 64, beans: 14 };
