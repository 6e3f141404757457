import type { Midnights } from '../data/call-story.ts';
import type { Catalog } from '../data/catalog.ts';
import type { PrismaClient } from '../data/database.ts';
import { pastDay, teamsOf } from '../data/live-day.ts';
import type { RoutingStore } from '../data/routing-store.ts';
import type { MediaRooms } from '../media/rooms.ts';
import type { Board } from '../protocol/board.ts';
import { buildBoard, type Teams } from '../routing/board.ts';
import type { RoutingEvent } from '../routing/core/events.ts';
import { DayBook } from '../routing/day-book.ts';
import { DayClock } from '../routing/day-clock.ts';
import type { RoutingService } from '../routing/service.ts';
import { TREND_SLOT_MS, TREND_SLOTS } from '../routing/trend.ts';

interface LiveFiguresOptions {
  prisma: PrismaClient;
  store: RoutingStore;
  /** Configured already: days begin by the queues' own clocks. */
  service: RoutingService;
  catalog: Catalog;
  media: Pick<MediaRooms, 'onEvent'>;
}

/** The figures of the day as they stand, for whoever shows or watches them. */
export interface LiveFigures {
  board(): Board;
  take(events: readonly RoutingEvent[]): void;
  /** When the day of each queue began, by its own clock. */
  midnights(): Midnights;
  /** People or centers are other than they were. */
  reload(): Promise<void>;
  close(): void;
}

export async function openLiveFigures({ prisma, store, service, catalog, media }: LiveFiguresOptions): Promise<LiveFigures> {
  const zones = async () => new Map((await catalog.centers()).map(({ id, timeZone }) => [id, timeZone]));
  const now = service.now();
  const clock = new DayClock(await zones());
  const midnights = [
    ...[...service.state.centers.keys()].map((id) => clock.startOf(clock.zoneOfCenter(id), now)),
    ...[...service.state.queues.values()].map((queue) => clock.startOf(clock.zoneOfQueue(queue), now)),
  ];
  const midnight = Math.min(now, ...midnights);
  const ended = await store.endedSince(Math.min(midnight, now - TREND_SLOTS * TREND_SLOT_MS));
  const day = new DayBook(ended, service.state, await zones(), await pastDay(prisma, midnight));
  let teams: Teams = await teamsOf(prisma);
  const stop = media.onEvent((event) => {
    if (event.kind !== 'quality') return;
    day.noteQuality({ conversationId: event.callId, samples: event.samples, mosAverage: event.mosAverage, at: service.now() });
  });
  return {
    board: () => buildBoard(service.state, day, service.now(), service.settings, teams),
    take(events) {
      for (const event of events) day.take(event);
    },
    midnights() {
      const at = service.now();
      const queues = [...service.state.queues.values()];
      return {
        queues: new Map(queues.map((queue) => [queue.id, day.clock.startOf(day.clock.zoneOfQueue(queue), at)])),
        others: day.clock.startOf(day.clock.zoneOfQueue(undefined), at),
      };
    },
    async reload() {
      const [read, people] = [await zones(), await teamsOf(prisma)];
      day.clock.setZones(read);
      teams = people;
    },
    close: stop,
  };
}
