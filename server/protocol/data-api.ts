import { z } from 'zod';
import { StoryOffer } from './call-story.ts';
import { AgentId, AgentStatus, Caller, CallId, CenterId, EndReason, QueueId, SkillLevel, Time } from './common.ts';
import { CallRole } from './conversation.ts';
import { EventId, PublicEvent, PublicEventKind } from './public-events.ts';
import { GivenRating } from './ratings.ts';
import { DIMENSIONS, INTERVALS, MEASURES, PRESETS, REPORT_CHANNELS } from './report-words.ts';

/** The HTTP API for other programs, /api/v1. The OpenAPI document is made from these schemas. */

const time = z.coerce.number('is not a time').pipe(Time).describe('Milliseconds since the epoch.');
const limit = (most: number, usual: number) =>
  z.coerce
    .number('is not a number')
    .int('is not a whole number')
    .min(1, 'is below 1')
    .max(most, `is above ${most}`)
    .default(usual)
    .describe('How many at most.');

export const CallsQuery = z.object({
  from: time.describe('Calls that came then or later, in milliseconds since the epoch.'),
  to: time.describe('Calls that came before then.'),
  queue: QueueId.optional().describe('Only of this queue.'),
  cursor: z
    .string()
    .regex(/^\d{1,16}\.[\w.:@-]{1,64}$/, 'is not a cursor')
    .optional()
    .describe('`next` of the page before.'),
  limit: limit(500, 100),
});

const CALL_STATES = ['queued', 'offered', 'connecting', 'connected', 'wrapup', 'completed', 'abandoned', 'canceled', 'failed'] as const;
export const ApiCall = z.object({
  id: CallId,
  conversationId: CallId.describe('The first call of the conversation that it is part of.'),
  role: CallRole,
  queueId: QueueId,
  state: z.enum(CALL_STATES),
  reason: EndReason.nullable().describe('Why it ended.'),
  waited: z.boolean().describe('Whether a caller waited for its answer: others count in no service level.'),
  caller: Caller.describe(
    'Personal data, as the caller or their page gave it; name, e-mail and customer id are the site’s own word where it is verified.',
  ),
  enqueuedAt: Time,
  answeredAt: Time.nullable(),
  connectedAt: Time.nullable(),
  endedAt: Time.nullable(),
  completedAt: Time.nullable().describe('End of wrap-up.'),
  agentId: AgentId.nullable(),
  centerId: CenterId.nullable(),
  rating: GivenRating.nullable().describe('What the caller said of it afterwards, as it stands now.'),
});
export type ApiCall = z.infer<typeof ApiCall>;

export const ApiCalls = z.object({
  calls: z.array(ApiCall),
  next: z.string().nullable().describe('Cursor of the next page; null: this was the last.'),
});
export type ApiCalls = z.infer<typeof ApiCalls>;

export const ApiCallStory = z.object({
  call: ApiCall,
  events: z.array(PublicEvent).describe('Oldest first.'),
  decisions: z
    .array(StoryOffer)
    .nullable()
    .describe('Why the call was offered to whom. They name agents of all centers, so a key that is limited to some gets null.'),
});
export type ApiCallStory = z.infer<typeof ApiCallStory>;

export const EventsQuery = z.object({
  after: EventId.default('0').describe('Only events after this one.'),
  kind: PublicEventKind.optional().describe('Only of this kind.'),
  limit: limit(1000, 200),
});
export const ApiEvents = z.object({
  events: z.array(PublicEvent).describe('Oldest first.'),
  next: EventId.describe('`after` of the next page.'),
  more: z.boolean().describe('Whether the next page may have some already.'),
});
export type ApiEvents = z.infer<typeof ApiEvents>;

export const StreamQuery = z.object({ after: EventId.optional().describe('As Last-Event-ID, for programs that can’t set headers.') });

export const ApiAgents = z.object({
  agents: z.array(
    z.object({
      id: AgentId,
      name: z.string(),
      centerId: CenterId,
      status: AgentStatus.nullable().describe('null: the center has not reported yet.'),
      reachable: z.boolean().describe('Whether their workstation answers.'),
      skills: z.array(SkillLevel),
    }),
  ),
});
export type ApiAgents = z.infer<typeof ApiAgents>;

export const ApiQueues = z.object({
  queues: z.array(
    z.object({
      id: QueueId,
      name: z.string(),
      centers: z.array(CenterId).nullable().describe('Whose calls these are; null: all centers’.'),
      serviceLevelSeconds: z.number(),
      waiting: z.number().int(),
      longestWaitMs: z.number().nullable(),
      estimatedWaitMs: z.number().nullable().describe('What somebody who called now would wait.'),
      availableAgents: z.number().int().describe('Who could take a call of it now.'),
      answered: z.number().int().describe('Since midnight, as the following.'),
      abandoned: z.number().int(),
      serviceLevel: z.number().nullable().describe('0 to 1.'),
      asaMs: z.number().nullable().describe('Average speed of answer.'),
      ahtMs: z.number().nullable().describe('Average handle time.'),
    }),
  ),
});
export type ApiQueues = z.infer<typeof ApiQueues>;

const days = 'Instead of `period`: days of the calendar, `yyyy-mm-dd`, both of them in it.';
/** The parameters of a report, as in the address of its page; `ReportQuery` checks what is in them. */
export const ReportParameters = z.object({
  period: z.enum(PRESETS).optional(),
  from: z.string().optional().describe(days),
  to: z.string().optional().describe(days),
  zone: z.string().describe('The time zone by whose days it counts, as Europe/Lisbon.'),
  interval: z.enum(INTERVALS),
  by: z.array(z.enum(DIMENSIONS)).optional().describe('At most two.'),
  measure: z.array(z.enum(MEASURES)),
  channel: z.enum(REPORT_CHANNELS).optional().describe('`voice`: calls, as when it is left out; `text`: text conversations; `both`.'),
  queue: z.array(z.string()).optional().describe('Ids; left out: all.'),
  center: z.array(z.string()).optional().describe('Ids; left out: all.'),
  agent: z.array(z.string()).optional().describe('Ids; left out: all.'),
  disposition: z.array(z.string()).optional(),
  threshold: z.string().optional().describe('Seconds in which an answer is in time; left out: what each queue is set to.'),
  abandons: z.enum(['no']).optional().describe('`no`: callers who left do not count against the service level.'),
  elsewhere: z.enum(['yes']).optional().describe('`yes`: who left the line for a message or a callback counts as abandoned.'),
  short: z.string().optional().describe('Callers who left sooner than this many seconds count nowhere.'),
});
/** Those that may come several times. */
export const REPORT_LISTS = ['by', 'measure', 'queue', 'center', 'agent', 'disposition'] as const;
