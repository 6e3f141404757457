import type { Challenge } from '../../../../server/protocol/proof.ts';
import { solve } from './solve.ts';

/** Does the work beside the page, so that it stays quick. */
addEventListener('message', ({ data }: MessageEvent<Challenge>) => {
  const work = solve(data);
  let step = work.next();
  for (; step.done !== true; step = work.next()) postMessage({ share: step.value });
  postMessage({ number: step.value });
});
