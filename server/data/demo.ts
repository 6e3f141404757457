import type { NewAnnouncement } from '../protocol/announcements.ts';
import type { Disposition } from '../protocol/disposition.ts';
import type { QueueInput } from '../protocol/queue.ts';
import { openAnnouncementStore } from './announcements.ts';
import type { PrismaClient } from './database.ts';
import { openPeople, type PersonFields } from './people.ts';
import { toColumns } from './queue-rows.ts';

/** The demo's people, queues and customers: enough to try everything on a fresh machine. */

export const DEMO_PASSWORD = 'tandem-demo';
/** Of the widget on the demo's own pages. It is as public as any widget key. */
export const DEMO_WIDGET_KEY = 'pk_demo';

const SKILLS = { sales: 'Sales', support: 'Support', english: 'English', portuguese: 'Portuguese', french: 'French' };

const leaf = (name: string): Disposition => ({ name, children: [] });
const branch = (name: string, ...children: string[]): Disposition => ({ name, children: children.map(leaf) });

const NO_BUSINESS = branch('No business', 'Wrong number', 'Nobody there', 'Unwanted call');
const SALES = [
  leaf('Order placed'),
  leaf('Quote sent'),
  leaf('Follow-up needed'),
  branch('Not now', 'Too expensive', 'Not in stock', 'Not interested'),
  NO_BUSINESS,
];
const SUPPORT = [
  leaf('Resolved'),
  branch('Returned', 'Refund issued', 'Exchanged', 'Sent to the workshop'),
  branch('Delivery', 'Moved to another day', 'Lost on the way', 'Damaged on the way'),
  leaf('Follow-up needed'),
  leaf('Passed on'),
  NO_BUSINESS,
];

/** A queue with the usual rules, and its own in `rules`. All are open at any hour: somebody who tries the demo at night gets through. */
const queue = (
  name: string,
  topic: string,
  language: [skillId: string, level: number],
  dispositions: Disposition[],
  rules: Partial<QueueInput> = {},
): QueueInput & { id: string } => ({
  id: name
    .toLowerCase()
    .replace(/[^a-z]+/g, '-')
    .replace(/-$/, ''),
  name,
  priority: 0,
  requirement: {
    all: [
      { skillId: topic, level: 1 },
      { skillId: language[0], level: language[1] },
    ],
  },
  centers: null,
  steps: [],
  strategy: 'longest-idle',
  offersAtOnce: 1,
  offerTimeoutSeconds: 20,
  preferredSeconds: 0,
  serviceLevelSeconds: 20,
  wrapupSeconds: 60,
  wrapupExtensionSeconds: 30,
  wrapupEnds: 'done',
  dispositions,
  hours: null,
  callbacksPerSlot: 3,
  takesTexts: true,
  textIdleMinutes: 15,
  maxLength: null,
  maxWaitSeconds: null,
  whenClosed: { kind: 'message', text: 'We are closed now. Please call again during our opening hours.' },
  whenFull: { kind: 'callback', text: 'All our lines are busy. Leave your number, and we call you back.' },
  whenTooLong: { kind: 'leave-message', text: 'This takes longer than it should. Leave us a message, and we get back to you.' },
  ...rules,
});

const QUEUES = [
  queue('Sales (English)', 'sales', ['english', 2], SALES, { maxLength: 50 }),
  queue('Sales (Portuguese)', 'sales', ['portuguese', 3], SALES, {
    strategy: 'fewest-extra-skills',
    steps: [{ afterSeconds: 60, change: { kind: 'lower-level', skillId: 'portuguese', level: 2 } }],
    // Who speaks no Portuguese can still sell: better than to wait for ever.
    maxWaitSeconds: 600,
    whenTooLong: { kind: 'queue', queueId: 'sales-english' },
  }),
  queue('Support (English)', 'support', ['english', 3], SUPPORT, {
    strategy: 'least-occupied',
    steps: [
      { afterSeconds: 60, change: { kind: 'lower-level', skillId: 'english', level: 2 } },
      { afterSeconds: 180, change: { kind: 'raise-priority', by: 2 } },
    ],
    maxWaitSeconds: 1800,
  }),
  queue('Support (French)', 'support', ['french', 3], SUPPORT, {
    preferredSeconds: 15,
    steps: [
      { afterSeconds: 20, change: { kind: 'lower-level', skillId: 'french', level: 2 } },
      { afterSeconds: 40, change: { kind: 'raise-priority', by: 1 } },
    ],
    maxLength: 100,
  }),
];

/** In one queue, so that whoever tries the demo meets both kinds: words of the company, and the place that the page says by itself. */
const ANNOUNCED_IN = 'sales-english';
const ANNOUNCEMENTS: Omit<NewAnnouncement, 'queueId'>[] = [
  {
    ...{ name: 'Welcome', kind: 'words', afterSeconds: 8, everySeconds: 120, minWaitSeconds: null },
    texts: {
      en: 'Thank you for calling Slow Morning. Tell us which brewer you have, and we find the right grind for it.',
      pt: 'Obrigado por ligar para a Slow Morning. Diga-nos que cafeteira tem, e encontramos a moagem certa para ela.',
      fr: 'Merci d’appeler Slow Morning. Dites-nous quelle cafetière vous avez, et nous trouverons la mouture qui lui convient.',
    },
  },
  {
    ...{ name: 'Place in line', kind: 'place', afterSeconds: 45, everySeconds: 60, minWaitSeconds: null },
    texts: { en: '', pt: '', fr: '' },
  },
];

const person = (email: string, name: string, role: PersonFields['role'], skills: Record<string, number> = {}): PersonFields => ({
  email,
  name,
  role,
  centerId: role === 'administrator' ? null : (/@(\w+)\./.exec(email)?.[1] ?? null),
  active: true,
  supervises: [],
  skills: Object.entries(skills).map(([skillId, level]) => ({ skillId, level })),
});

const PEOPLE = [
  person('ana@lisbon.example', 'Ana Martins', 'agent', { sales: 5, portuguese: 5, english: 3 }),
  person('bruno@lisbon.example', 'Bruno Costa', 'agent', { support: 4, english: 4 }),
  person('carol@toronto.example', 'Carol Nguyen', 'agent', { sales: 5, support: 5, english: 5 }),
  person('david@toronto.example', 'David Tremblay', 'agent', { support: 5, french: 5, english: 4 }),
  person('sofia@lisbon.example', 'Sofia Almeida', 'supervisor'),
  person('sam@toronto.example', 'Sam Wilson', 'supervisor'),
  person('admin@tandem.example', 'Alex Admin', 'administrator'),
];

type DemoCustomer = [center: string, name: string, email: string, company: string | null, tier: string, language: string];
const CUSTOMERS: DemoCustomer[] = [
  ['lisbon', 'Maria Silva', 'maria.silva@example.com', null, 'gold', 'pt'],
  ['lisbon', 'João Pereira', 'joao.pereira@example.com', 'Padaria Pereira', 'silver', 'pt'],
  ['lisbon', 'Inês Carvalho', 'ines.carvalho@example.com', null, 'standard', 'pt'],
  ['lisbon', 'Rui Fonseca', 'rui.fonseca@example.com', 'Fonseca & Filhos', 'gold', 'pt'],
  ['lisbon', 'Catarina Lopes', 'catarina.lopes@example.com', null, 'silver', 'pt'],
  ['lisbon', 'Tiago Ramos', 'tiago.ramos@example.com', 'Café Ramos', 'standard', 'pt'],
  ['lisbon', 'Emma Clarke', 'emma.clarke@example.com', 'Clarke Interiors', 'silver', 'en'],
  ['lisbon', 'Oliver Hughes', 'oliver.hughes@example.com', null, 'standard', 'en'],
  ['lisbon', 'Lucas Moreau', 'lucas.moreau@example.com', 'Moreau Traiteur', 'gold', 'fr'],
  ['lisbon', 'Beatriz Nunes', 'beatriz.nunes@example.com', null, 'standard', 'pt'],
  ['toronto', 'Maria Silva', 'maria.silva@example.com', null, 'gold', 'pt'],
  ['toronto', 'Emma Clarke', 'emma.clarke@example.com', 'Clarke Interiors', 'silver', 'en'],
  ['toronto', 'Noah Campbell', 'noah.campbell@example.com', 'Campbell Roasters', 'gold', 'en'],
  ['toronto', 'Sophie Gagnon', 'sophie.gagnon@example.com', null, 'silver', 'fr'],
  ['toronto', 'Liam Murphy', 'liam.murphy@example.com', null, 'standard', 'en'],
  ['toronto', 'Chloé Bouchard', 'chloe.bouchard@example.com', 'Brûlerie Bouchard', 'gold', 'fr'],
  ['toronto', 'Ethan Walker', 'ethan.walker@example.com', 'Walker Hotels', 'silver', 'en'],
  ['toronto', 'Ava Robinson', 'ava.robinson@example.com', null, 'standard', 'en'],
  ['toronto', 'Gabriel Roy', 'gabriel.roy@example.com', null, 'standard', 'fr'],
  ['toronto', 'Grace Kim', 'grace.kim@example.com', 'Kim Catering', 'silver', 'en'],
  ['toronto', 'Benjamin Scott', 'benjamin.scott@example.com', null, 'standard', 'en'],
];

const NOTES: [queueName: string, disposition: string, notes: string][] = [
  ['Sales (English)', 'Quote sent', 'Asked for 20 kg a month of the house blend. Quote sent by e-mail.'],
  ['Support (English)', 'Returned › Refund issued', 'Grinder arrived with a cracked hopper. Refunded the part and sent a new one.'],
  ['Support (English)', 'Resolved', 'Delivery date moved to Friday; confirmed with the carrier.'],
  ['Sales (English)', 'Order placed', 'Second scale for the bar, same delivery address.'],
  ['Support (English)', 'Follow-up needed', 'Water filter does not fit the older model. Check with the workshop.'],
];

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Fills an empty database with the demo. One that has people is left as it is.
 * @param now milliseconds since the epoch; past calls are dated back from it
 * @returns whether anything was written
 */
export async function seedDemo(prisma: PrismaClient, now: number): Promise<boolean> {
  if ((await prisma.user.count()) > 0) return false;
  await prisma.skill.createMany({ data: Object.entries(SKILLS).map(([id, name]) => ({ id, name })), skipDuplicates: true });
  for (const { id, ...input } of QUEUES) await prisma.queue.upsert({ where: { id }, create: { id, ...toColumns(input) }, update: {} });
  const announcements = openAnnouncementStore(prisma);
  if ((await announcements.list(ANNOUNCED_IN)).length === 0)
    for (const each of ANNOUNCEMENTS) await announcements.create(ANNOUNCED_IN, each);
  const people = openPeople(prisma);
  for (const fields of PEOPLE) await people.create({ ...fields, password: DEMO_PASSWORD }, { demo: true });
  const agents = await prisma.user.findMany({ where: { role: 'agent' } });
  const rows = CUSTOMERS.map(([centerId, name, email, company, tier, language]) => ({
    id: `${centerId}-${email.split('@')[0]?.replace('.', '-')}`,
    centerId,
    name,
    email,
    company,
    tier,
    language,
  }));
  await prisma.customer.createMany({ data: rows, skipDuplicates: true });
  const interactions = rows.flatMap((customer, index) =>
    Array.from({ length: 1 + (index % 3) }, (_, nth) => {
      const [queueName, disposition, notes] = NOTES[(index + nth) % NOTES.length] ?? ['', '', ''];
      const [agent] = agents.filter((one) => one.centerId === customer.centerId).slice((index + nth) % 2);
      return {
        callId: `demo-${customer.id}-${nth}`,
        centerId: customer.centerId,
        customerId: customer.id,
        agentId: agent?.id ?? '',
        agentName: agent?.name ?? '',
        queueName,
        callerName: customer.name,
        callerEmail: customer.email,
        at: new Date(now - (3 + index + nth * 17) * DAY_MS - index * 3_700_000),
        talkMs: 90_000 + ((index * 37 + nth * 61) % 240) * 1000,
        wrapupMs: 20_000 + ((index * 13) % 40) * 1000,
        disposition,
        notes,
      };
    }),
  );
  await prisma.interaction.createMany({ data: interactions, skipDuplicates: true });
  return true;
}
