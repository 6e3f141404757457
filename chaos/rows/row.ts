import type { Traffic } from '../traffic.ts';
import type { World } from '../world.ts';

/** What a row needs to do its faults. */
export interface Scene {
  world: World;
  traffic: Traffic;
  /** As for the tests: one fault, and seconds instead of half a minute. */
  short: boolean;
  /** Nobody talks besides: their sound takes a core of the machine, of which offers have none left then. */
  silent: boolean;
  /** How often; null: as often as the row does. */
  times: number | null;
  say(text: string): void;
}

/** What became of a row's faults, before anything is held against anything. */
export interface Injected {
  faults: number;
  /** When each fault was, of those after which a server has to take over. */
  takeOvers: number[];
  /** What is wrong that the log and the notes don't show. */
  violations: string[];
  /** How much was looked at for that; left out: nothing that is counted. */
  checked?: number;
  /** Other figures, by their names; ms unless the name says otherwise. */
  figures: Record<string, number>;
}

/** One kind of fault. */
export interface Row {
  name: string;
  title: string;
  inject(scene: Scene): Promise<Injected>;
}
