import type { DrawingName } from './drawings.tsx';

export interface Product {
  drawing: DrawingName;
  name: string;
  what: string;
  price: string;
}

export const PRODUCTS: readonly Product[] = [
  { drawing: 'dripper', name: 'Cone No. 2', what: 'Stoneware dripper, one to three cups', price: '€ 34' },
  { drawing: 'kettle', name: 'Gooseneck 0.9', what: 'Steel kettle with a slow, steady pour', price: '€ 79' },
  { drawing: 'grinder', name: 'Hand mill', what: 'Steel burrs, thirty steps from fine to coarse', price: '€ 118' },
  { drawing: 'scale', name: 'Flat scale', what: 'To a tenth of a gram, with a timer', price: '€ 52' },
  { drawing: 'press', name: 'Press, 0.8 l', what: 'Double-walled, keeps warm for an hour', price: '€ 64' },
  { drawing: 'beans', name: 'House beans', what: 'Roasted on Tuesdays, sent on Wednesdays', price: '€ 14' },
];
