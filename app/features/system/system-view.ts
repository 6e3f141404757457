import type { MachineLoad } from '../../../server/protocol/machines.ts';
import {
  type CenterMachine,
  type MediaMachine,
  type MediaView,
  SERVER_SILENT_MS,
  type ServerState,
  type ServerView,
  type SystemCenter,
  type SystemView,
} from '../../../server/protocol/system.ts';
import { type Words, words } from '../../lib/i18n/words.ts';

/** How one part of the installation is: `well` and `resting` need nothing, `watch` may soon, `broken` does. */
export type Look = 'well' | 'resting' | 'watch' | 'broken';
/** The line from a part to the server that decides. */
export type Link = 'up' | 'resting' | 'down';

export type FactName =
  | 'delay'
  | 'processor'
  | 'memory'
  | 'calls'
  | 'sockets'
  | 'age'
  | 'signed-in'
  | 'work'
  | 'rooms'
  | 'parties'
  | MachineFact;
type MachineFact = 'workers' | 'transports' | 'packets' | 'lost-up' | 'lost-down' | 'untold';
/** How a figure is written. */
export type FactValue =
  | { count: number }
  | { ms: number }
  | { share: number }
  | { bytes: number }
  | { age: number }
  | { lost: number }
  | { of: readonly [number, number] }
  | 'unknown';
export interface Fact {
  name: FactName;
  value: FactValue;
}

export interface Part {
  id: string;
  name: Words | string;
  /** Its name among all parts: several servers may run on one machine. */
  fullName: Words | string;
  /** Where it is, or whom it is for. */
  note: Words | string | null;
  look: Look;
  state: Words;
  link: Link;
  facts: readonly Fact[];
  /** When it started, by the clock of `now`; null: not known. */
  startedAt: number | null;
  /** Of a machine of its own: which, and since when, or until when, it is linked. */
  machine: { name: Words; linked: { since: number } | { until: number } } | null;
}

export interface SystemMap {
  /** By whose clock times are. */
  now: number;
  /** Since when, and in which epoch, calls are routed by the server that does. */
  decides: { since: number | null; epoch: number } | null;
  /** Who routes calls first, then who would take over. */
  routing: readonly Part[];
  web: readonly Part[];
  centers: readonly Part[];
  media: readonly Part[];
  /** What needs a look: of each, its name and what is the matter. */
  troubles: readonly { part: Part; what: Words }[];
}

/** Later than that the event loop lets everybody wait, and above that share there is no processor left. */
const BUSY_DELAY_MS = 250;
const BUSY_SHARE = 0.9;
/** From this age on a center gets no offers: as on the live board. */
const LATE_MS = 10_000;

/** What the page draws. Pure. */
export function mapOf(view: SystemView): SystemMap {
  const { now, lease } = view;
  const holder = view.servers.find(({ id }) => id === lease?.holder);
  const ofServer = (server: ServerView) => serverPart(server, view);
  const routing = view.servers.filter(({ roles }) => roles.includes('routing'));
  const inOrder = [...routing].sort((a, b) => Number(b === holder) - Number(a === holder) || a.startedAt - b.startedAt);
  const map = {
    routing: inOrder.map(ofServer),
    web: view.servers.filter(({ roles }) => !roles.includes('routing')).map(ofServer),
    centers: view.centers.map(centerPart),
    // The server's own first, which has no name.
    media: [...view.media].sort((a, b) => (a.name ?? '').localeCompare(b.name ?? '')).map((media) => mediaPart(media, view)),
  };
  const parts = [...map.routing, ...map.web, ...map.centers, ...map.media];
  return {
    now,
    decides: lease && { since: holder?.decidesSince ?? null, epoch: lease.epoch },
    ...map,
    troubles: parts.flatMap((part) => (part.look === 'broken' || part.look === 'watch' ? [{ part, what: plain(part.state) }] : [])),
  };
}

/** Without what changes every second: the list of troubles is read out whenever it is another. */
const plain = (state: Words) => (state.key === 'system.states.silent' ? words('system.states.says-nothing') : state);

function serverPart(server: ServerView, { now, lease, doors }: SystemView): Part {
  const { id, host, address, load, startedAt, seenAt } = server;
  const isLinked = server.roles.includes('routing') || doors.some((door) => door.server === id);
  const silentMs = now - seenAt;
  const { look, state } = stateOfServer(server, { silentMs, isHolder: id === lease?.holder, isLinked });
  const facts: Fact[] = [
    { name: 'delay', value: { ms: load.loopDelayMs } },
    { name: 'processor', value: { share: load.cpuShare } },
    { name: 'memory', value: { bytes: load.memoryBytes } },
    ...(load.calls === null ? [] : [{ name: 'calls' as const, value: { count: load.calls } }]),
    { name: 'sockets', value: { count: load.sockets } },
  ];
  const link = look === 'broken' ? 'down' : server.state === 'stands-by' ? 'resting' : 'up';
  const fullName = address === null ? host : words('system.server', { host, address });
  return { id, name: host, fullName, note: address, look, state, link, facts, startedAt, machine: null };
}

const STATES: Record<ServerState, { look: Look; state: Words }> = {
  decides: { look: 'well', state: words('system.states.decides') },
  'stands-by': { look: 'resting', state: words('system.states.stands-by') },
  serves: { look: 'well', state: words('system.states.serves') },
  waits: { look: 'broken', state: words('system.states.waits') },
};

const busy = (state: Words) => words('system.states.busy', { state });

function stateOfServer(
  { state, load }: ServerView,
  { silentMs, isHolder, isLinked }: { silentMs: number; isHolder: boolean; isLinked: boolean },
): { look: Look; state: Words } {
  if (silentMs > SERVER_SILENT_MS) return { look: 'broken', state: words('system.states.silent', { time: { briefly: silentMs } }) };
  if (state === 'decides' && !isHolder) return { look: 'broken', state: words('system.states.replaced') };
  if (state === 'serves' && !isLinked) return { look: 'broken', state: words('system.states.not-heard') };
  if (isBusy(load)) return { look: 'watch', state: busy(STATES[state].state) };
  return STATES[state];
}

/** What any machine of its own says of itself. */
function ofMachine({ host, version, startedAt, linkedAt, seenAt }: MediaMachine | CenterMachine, isLinked: boolean) {
  const linked = isLinked ? { since: linkedAt } : { until: seenAt };
  return { startedAt: isLinked ? startedAt : null, machine: { name: words('system.machine', { host, version }), linked } };
}

const loadFacts = ({ load }: MediaMachine | CenterMachine): Fact[] => [
  { name: 'delay', value: { ms: load.loopDelayMs } },
  { name: 'processor', value: { share: load.cpuShare } },
  { name: 'memory', value: { bytes: load.memoryBytes } },
];
const isBusy = (load: MachineLoad | undefined): boolean =>
  load !== undefined && (load.loopDelayMs >= BUSY_DELAY_MS || load.cpuShare >= BUSY_SHARE);

function centerPart({ id, name, link, ageMs, signedIn, calls, machine }: SystemCenter): Part {
  const facts: Fact[] = [
    { name: 'age', value: ageMs === null ? 'unknown' : { age: ageMs } },
    { name: 'signed-in', value: { count: signedIn } },
    { name: 'work', value: { count: calls } },
    ...(machine === null ? [] : centerFacts(machine)),
  ];
  const own = machine === null ? { startedAt: null, machine: null } : ofMachine(machine, link === 'up');
  const part = { ...{ id, name, facts }, fullName: name, note: null, ...own };
  if (link === 'never' || ageMs === null) return { ...part, look: 'broken', link: 'down', state: words('system.states.never') };
  if (link === 'silent') return { ...part, look: 'broken', link: 'down', state: words('system.states.link-down') };
  if (ageMs > LATE_MS) return { ...part, look: 'watch', link: 'up', state: words('system.states.late') };
  if (isBusy(machine?.load)) return { ...part, look: 'watch', link: 'up', state: busy(words('system.states.link-up')) };
  return { ...part, look: 'well', link: 'up', state: words('system.states.link-up') };
}

const centerFacts = (machine: CenterMachine): Fact[] => [
  ...loadFacts(machine),
  { name: 'sockets', value: { count: machine.sockets } },
  { name: 'untold', value: { count: machine.outbox.calls + (machine.outbox.activity ?? 0) } },
];

const MEDIA: Record<MediaView['state'], { look: Look; link: Link; state: Words }> = {
  up: { look: 'well', link: 'up', state: words('system.states.media-up') },
  draining: { look: 'resting', link: 'up', state: words('system.states.draining') },
  silent: { look: 'watch', link: 'up', state: words('system.states.says-nothing') },
  lost: { look: 'broken', link: 'down', state: words('system.states.media-lost') },
  gone: { look: 'broken', link: 'down', state: words('system.states.media-gone') },
};

function mediaFacts(machine: MediaMachine): Fact[] {
  const { up, down } = machine.voice;
  const lost = ({ packets, lost: gone }: typeof up): FactValue => (packets + gone === 0 ? 'unknown' : { lost: gone / (packets + gone) });
  return [
    ...loadFacts(machine),
    { name: 'workers', value: { of: [machine.workers.up, machine.workers.all] } },
    { name: 'transports', value: { count: machine.transports } },
    { name: 'packets', value: { count: Math.round((up.packets + down.packets) / 60) } },
    { name: 'lost-up', value: lost(up) },
    { name: 'lost-down', value: lost(down) },
  ];
}

function mediaPart({ id, name, centerId, state, rooms, parties, machine }: MediaView, { centers }: SystemView): Part {
  const shown = name ?? words('system.media-here');
  const center = centers.find((one) => one.id === centerId)?.name;
  const isLinked = MEDIA[state].link === 'up';
  const how = state === 'up' && isBusy(machine?.load) ? { ...MEDIA.up, look: 'watch' as const, state: busy(MEDIA.up.state) } : MEDIA[state];
  return {
    ...{ id, name: shown, fullName: shown },
    ...(machine === null ? { startedAt: null, machine } : ofMachine(machine, isLinked)),
    note: name === null ? null : center === undefined ? words('system.for-all') : words('system.for-center', { center }),
    ...how,
    facts: [
      { name: 'rooms', value: { count: rooms } },
      { name: 'parties', value: { count: parties } },
      ...(machine === null ? [] : mediaFacts(machine)),
    ],
  };
}
