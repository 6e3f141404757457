import type { z } from 'zod';
import { skillsIn } from '../server/protocol/skills.ts';
import type { CaseParts } from './case-parts.ts';
import { MEASURES, QUEUE_MEASURES } from './measure.ts';

type Path = (string | number)[];

/** What no single field can tell: names that lead nowhere, names given twice, arrivals that say too little or too much. */
export function checkCase(one: CaseParts, context: z.core.$RefinementCtx): void {
  const refuse = (path: Path, message: string) => context.addIssue({ code: 'custom', path, message });
  const known = {
    skill: new Set(one.skills),
    center: new Set(one.centers.map(({ id }) => id)),
    queue: new Set(one.queues.map(({ id }) => id)),
  };
  const need = (kind: keyof typeof known, name: string, path: Path) => {
    if (!known[kind].has(name)) refuse(path, `${JSON.stringify(name)} is not a ${kind} of this case`);
  };

  for (const [path, names] of [
    [(nth: number) => ['skills', nth], one.skills],
    [(nth: number) => ['centers', nth, 'id'], one.centers.map(({ id }) => id)],
    [(nth: number) => ['queues', nth, 'id'], one.queues.map(({ id }) => id)],
    [(nth: number) => ['agents', nth, 'group'], one.agents.map(({ group }) => group)],
  ] as const) {
    names.forEach((name, nth) => {
      if (names.indexOf(name) < nth) refuse(path(nth), `${JSON.stringify(name)} is in the list twice`);
    });
  }

  one.agents.forEach(({ center, skills }, nth) => {
    need('center', center, ['agents', nth, 'center']);
    for (const skillId of Object.keys(skills)) need('skill', skillId, ['agents', nth, 'skills', skillId]);
  });

  one.queues.forEach((queue, nth) => {
    const at: Path = ['queues', nth];
    for (const { skillId, path } of skillsIn(queue.requirement)) need('skill', skillId, [...at, 'requirement', ...path]);
    queue.centers?.forEach((id, place) => {
      need('center', id, [...at, 'centers', place]);
    });
    queue.steps.forEach(({ change }, place) => {
      if (change.kind === 'add-center') need('center', change.centerId, [...at, 'steps', place, 'change', 'centerId']);
    });
    for (const way of ['whenClosed', 'whenFull', 'whenTooLong'] as const) {
      const wayOn = queue[way];
      if (wayOn.kind === 'queue') need('queue', wayOn.queueId, [...at, way, 'queueId']);
    }
  });

  one.arrivals.forEach((stream, nth) => {
    const at: Path = ['arrivals', nth];
    const sources = (['perHour', 'intervals', 'csv'] as const).filter((key) => stream[key] !== undefined);
    if (sources.length !== 1)
      refuse(sources.length === 0 ? [...at, 'perHour'] : [...at, sources[1] ?? ''], 'needs one of perHour, intervals and csv');
    if (stream.queue !== undefined) need('queue', stream.queue, [...at, 'queue']);
    else if (stream.csv === undefined) refuse([...at, 'queue'], 'is needed');
    if (stream.service === undefined && one.agents.some((group) => group.service === null))
      refuse([...at, 'service'], 'is needed, as not every group of agents has its own');
    stream.requirements.forEach(({ requirement }, place) => {
      for (const { skillId, path } of skillsIn(requirement)) need('skill', skillId, [...at, 'requirements', place, 'requirement', ...path]);
    });
    if (stream.requirements.length > 0 && !stream.requirements.some(({ share }) => share > 0))
      refuse([...at, 'requirements', 0, 'share'], 'is 0, as are all others');
    for (const centerId of Object.keys(stream.roundTrips)) need('center', centerId, [...at, 'roundTrips', centerId]);
  });

  one.expected.forEach(({ measure }, nth) => {
    const [name = '', of] = splitOnce(measure);
    const path: Path = ['expected', nth, 'measure'];
    if (!(name in MEASURES)) refuse(path, `${JSON.stringify(name)} is not measured; these are: ${Object.keys(MEASURES).join(', ')}`);
    else if (of !== undefined && (QUEUE_MEASURES as string[]).includes(name)) need('queue', of, path);
    else if (of !== undefined && !one.agents.some(({ group }) => group === of))
      refuse(path, `${JSON.stringify(of)} is not a group of agents of this case`);
  });
}

/** `occupancy.fast` is `occupancy` and `fast`. */
function splitOnce(figure: string): [string, string | undefined] {
  const dot = figure.indexOf('.');
  return dot < 0 ? [figure, undefined] : [figure.slice(0, dot), figure.slice(dot + 1)];
}
