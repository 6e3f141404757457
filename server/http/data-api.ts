import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { z } from 'zod';
import type { CallList } from '../data/call-list.ts';
import type { CallStories } from '../data/call-story.ts';
import type { EventLog } from '../data/event-log.ts';
import { eventStream } from '../data-out/event-stream.ts';
import type { EventTail } from '../data-out/event-tail.ts';
import type { ApiKey } from '../protocol/api-keys.ts';
import {
  ApiAgents,
  ApiCall,
  ApiCallStory,
  ApiCalls,
  ApiEvents,
  ApiQueues,
  CallsQuery,
  EventsQuery,
  REPORT_LISTS,
  ReportParameters,
  StreamQuery,
} from '../protocol/data-api.ts';
import { EventId, PublicEvent } from '../protocol/public-events.ts';
import { readReport } from '../protocol/report-address.ts';
import { Report, ReportQuery } from '../protocol/reports.ts';
import { Failure } from '../sockets/failure.ts';
import { parse } from '../sockets/parse.ts';
import type { Supervisor } from '../supervision/grants.ts';
import type { ReportService } from '../supervision/report-service.ts';
import { type Described, described, mount, openApiDocument } from './described.ts';
import type { KeyOf } from './keyed.ts';
import type { OpenStreams } from './open-streams.ts';
import { idOf } from './requests.ts';

export const DATA_API = '/api/v1';
const VERSION = '1';

export interface DataApiOptions {
  keyOf: KeyOf;
  calls: CallList;
  stories: CallStories;
  events: EventLog;
  tail: EventTail;
  streams: OpenStreams;
  agents: () => Promise<ApiAgents['agents']>;
  queues: () => Promise<ApiQueues['queues']>;
  reports: ReportService;
}

const nothing = z.object({});

/** /api/v1: for programs with a key. It only reads. */
export function openDataApi(options: DataApiOptions): Hono {
  const app = new Hono();
  const requests = requestsOf(options);
  // Made when it is asked for: at a start it would hold up a server that takes over.
  let document: object | null = null;
  app.get('/openapi.json', (context) => {
    document ??= openApiDocument(requests, { version: VERSION, server: DATA_API, shared: { Event: PublicEvent, Call: ApiCall } });
    return context.json(document);
  });
  mount(app, requests, options.keyOf);
  return app;
}

/** A report may count a million calls. */
const REPORTS_A_MINUTE = 30;

function requestsOf({ calls, stories, events, tail, streams, agents, queues, reports }: DataApiOptions): Described[] {
  const reporting = new RateLimiterMemory({ points: REPORTS_A_MINUTE, duration: 60 });
  const stream = async (key: ApiKey, after: string | undefined, context: Context): Promise<Response> => {
    const given = context.req.header('last-event-id') ?? after;
    const last = await events.last();
    const place = given === undefined ? last : BigInt(parse(EventId, given));
    if (place > last) throw new Failure('bad-request', 'There is no such event yet', 'after');
    const opened = streams.open(key.id);
    const { outgoing } = context.env as HttpBindings;
    try {
      const unfollow = await tail.follow();
      const body = eventStream({
        ...{ tail, after: place, centers: key.centers, signal: opened.signal },
        cut: () => outgoing.destroy(),
        onEnd: () => {
          unfollow();
          opened.end();
        },
      });
      // Chunked: the answer begins before it is known how it goes on. Proxies must not hold it back.
      const headers = { 'content-type': 'text/event-stream', 'transfer-encoding': 'chunked', 'x-accel-buffering': 'no' };
      return new Response(body, { headers });
    } catch (error) {
      opened.end();
      throw error;
    }
  };
  const mine = <T extends { centerId: string | null }>(key: ApiKey, list: T[]) =>
    list.filter(({ centerId }) => !key.centers || (centerId !== null && key.centers.includes(centerId)));

  return [
    described({
      ...{ path: '/calls', id: 'listCalls', scope: 'calls:read', summary: 'Calls that came in a period, oldest first' },
      query: CallsQuery,
      answers: { name: 'Calls', schema: ApiCalls },
      answer: async ({ key, query }) => {
        if (query.from >= query.to) throw new Failure('bad-request', 'is not before the end of the period', 'from');
        return calls.page(query, key.centers);
      },
    }),
    described({
      ...{ path: '/calls/{id}', id: 'readCall', scope: 'calls:read', summary: 'One call, with all that happened to it' },
      query: nothing,
      answers: { name: 'CallStory', schema: ApiCallStory },
      answer: async ({ key, context }): Promise<ApiCallStory> => {
        const call = await calls.one(idOf(context));
        if (!call || mine(key, [call]).length === 0) throw new Failure('not-found', 'There is no such call');
        const parts = key.centers ? [] : (await stories.story(call.id)).parts;
        const decisions = parts.find((part) => part.callId === call.id)?.decisions ?? null;
        return { call, events: await events.ofCall(call.id), decisions };
      },
    }),
    described({
      ...{ path: '/events', id: 'listEvents', scope: 'events:read', summary: 'What has happened to calls, oldest first' },
      query: EventsQuery,
      answers: { name: 'Events', schema: ApiEvents },
      answer: async ({ key, query }): Promise<ApiEvents> => {
        const { after, kind, limit } = query;
        const page = await events.after(BigInt(after), limit, { centers: key.centers, ...(kind ? { kinds: [kind] } : {}) });
        return { events: page.events, next: String(page.cursor), more: page.more };
      },
    }),
    described({
      ...{ path: '/events/stream', id: 'streamEvents', scope: 'events:read' },
      summary: 'What happens to calls, as it happens: server-sent events, resumed by Last-Event-ID',
      query: StreamQuery,
      answers: null,
      answer: ({ key, query, context }) => stream(key, query.after, context),
    }),
    described({
      ...{ path: '/agents', id: 'listAgents', scope: 'agents:read', summary: 'Agents and what they are doing' },
      query: nothing,
      answers: { name: 'Agents', schema: ApiAgents },
      answer: async ({ key }): Promise<ApiAgents> => ({ agents: mine(key, await agents()) }),
    }),
    described({
      ...{ path: '/queues', id: 'listQueues', scope: 'queues:read', summary: 'Queues, who waits in them, and the measures of the day' },
      query: nothing,
      answers: { name: 'Queues', schema: ApiQueues },
      answer: async ({ key }): Promise<ApiQueues> => ({
        queues: (await queues()).filter(({ centers }) => !key.centers || !centers || centers.some((id) => key.centers?.includes(id))),
      }),
    }),
    described({
      ...{
        path: '/reports',
        id: 'runReport',
        scope: 'reports:read',
        summary: 'Measures of the past, by interval, queue, center, agent or disposition',
      },
      query: ReportParameters,
      read: (context) => {
        const sent = context.req.queries();
        const isList = (name: string) => (REPORT_LISTS as readonly string[]).includes(name);
        return Object.fromEntries(Object.entries(sent).map(([name, values]) => [name, isList(name) ? values : values[0]]));
      },
      answers: { name: 'Report', schema: Report },
      answer: async ({ key, context }): Promise<Report> => {
        const query = parse(ReportQuery, readReport(new URL(context.req.url).search));
        await reporting.consume(key.id).catch(() => {
          throw new Failure('too-many', 'Too many reports with this key in a minute. Wait a little, then try again.');
        });
        return reports.run(query, asSupervisor(key));
      },
    }),
  ];
}

/** A key sees of reports what somebody would who supervises its centers. */
const asSupervisor = ({ id, name, centers }: ApiKey): Supervisor => ({
  ...{ id, name, centerId: null },
  role: centers === null ? 'administrator' : 'supervisor',
  supervises: centers ?? [],
});
