import { z } from 'zod';
import { CenterId, Count, Time } from './common.ts';
import { CenterWord, MachineLoad, MediaWord } from './machines.ts';

/** How the servers of the installation are, under /api/admin/system: for administrators. */

export const SERVER_ROLES = ['routing', 'center', 'media', 'web'] as const;
/**
 * `decides`: routes calls, by the lease. `stands-by`: would take over. `serves`: pages and sockets, by who decides. `waits`: the same,
 * while nobody who decides answers it.
 */
export const SERVER_STATES = ['decides', 'stands-by', 'serves', 'waits'] as const;
export type ServerState = (typeof SERVER_STATES)[number];
/** A server says every 5 s how it is; one that has said nothing for so long is shown as silent, and after a minute not at all. */
export const SERVER_SILENT_MS = 12_000;

export const ServerLoad = MachineLoad.extend({
  calls: Count.nullable(), // null: it has none by its role
  sockets: Count,
});
export type ServerLoad = z.infer<typeof ServerLoad>;

export const ServerView = z.object({
  id: z.string(),
  roles: z.array(z.enum(SERVER_ROLES)),
  state: z.enum(SERVER_STATES),
  address: z.string().nullable(), // where other servers reach it
  host: z.string(),
  version: z.string(),
  startedAt: Time,
  decidesSince: Time.nullable(),
  seenAt: Time,
  load: ServerLoad,
});
export type ServerView = z.infer<typeof ServerView>;

/** A machine of its own, by what it said last: its link has been there since `linkedAt`, or until `seenAt`. */
const SEEN = { startedAt: Time, linkedAt: Time, seenAt: Time };
export type Seen = { [name in keyof typeof SEEN]: number };
export const MediaMachine = MediaWord.omit({ upMs: true }).extend(SEEN);
export type MediaMachine = z.infer<typeof MediaMachine>;
export const CenterMachine = CenterWord.omit({ upMs: true }).extend(SEEN);
export type CenterMachine = z.infer<typeof CenterMachine>;

export const MEDIA_STATES = ['up', 'draining', 'silent', 'lost', 'gone'] as const;
export const MediaView = z.object({
  id: z.string(),
  name: z.string().nullable(), // null: the workers of the server that decides
  centerId: CenterId.nullable(), // null: it serves all centers
  state: z.enum(MEDIA_STATES),
  rooms: Count,
  parties: Count,
  machine: MediaMachine.nullable(), // null: the server that decides, or it has said nothing yet
});
export type MediaView = z.infer<typeof MediaView>;

export const SystemCenter = z.object({
  id: CenterId,
  name: z.string(),
  link: z.enum(['up', 'silent', 'never']),
  ageMs: z.number().nullable(), // of its last report
  signedIn: Count,
  calls: Count, // in its agents' hands
  machine: CenterMachine.nullable(), // null: it runs with the server that decides, or has said nothing yet
});
export type SystemCenter = z.infer<typeof SystemCenter>;

/** GET /api/admin/system. Times of servers, machines and lease are by the database's clock, and so is `now`. */
export const SystemView = z.object({
  now: Time,
  /** `holder` is the server that decides; the lease runs out at `until` unless it is renewed. */
  lease: z.object({ holder: z.string(), epoch: Count, until: Time }).nullable(),
  servers: z.array(ServerView),
  /** Web servers whose sockets reach the server that decides, by their ids, and how many. */
  doors: z.array(z.object({ server: z.string(), sockets: Count })),
  centers: z.array(SystemCenter),
  media: z.array(MediaView),
});
export type SystemView = z.infer<typeof SystemView>;
