import { z } from 'zod';
import { eventKindSchema } from '../contract/event-kind.ts';
import { cityEventSchema, EVENT_DATA, type EventType } from '../contract/events.ts';
import { contentModeSchema, DEFAULT_REPORTING } from '../contract/reporting.ts';
import { kindOf } from '../main/report/drop-order.ts';
import { code, fieldSchema, row, valuesOf } from './schema-words.ts';
import { inItsStyle, referenceFile, writeReference } from './reference-file.ts';

/** `npx tsx scripts/event-reference.ts` writes docs/events.md anew; a test says when it is out of date. */
export const EVENT_REFERENCE = referenceFile('events.md');

/** What each type says, in plain words. */
const MEANINGS: Readonly<Record<EventType, string>> = {
  'stadtfenster.terminal.started': 'The terminal has started; with which versions, and whether Chromium is sandboxed.',
  'stadtfenster.terminal.problem':
    'Something is wrong with the terminal. `amount` is there for `clock-wrong` (seconds ahead of the city) and `events-dropped` (how many events the city refused; the terminal keeps up to 100 of them aside).',
  'stadtfenster.terminal.refused': 'How often each rule of the lock-down refused something since the last one.',
  'stadtfenster.terminal.lock-incomplete': "What of the operating system's lock is missing, found at the start.",
  'stadtfenster.terminal.service': 'Somebody used the service menu: asked for it, typed a PIN, had something done.',
  'stadtfenster.terminal.restarting': 'The terminal ends itself for a new start, and why.',
  'stadtfenster.configuration.taken':
    'A configuration is in force: another one, or the first since the start. `layers` says of each field whether its value is the default, from the file of the machine, or of the city, the strongest last; never which value.',
  'stadtfenster.order.result':
    'What became of a command of the city: `accepted` first, then one that ends it, with the reason where it was not done.',
  'stadtfenster.terminal.heartbeat':
    'How the terminal is: every minute, and once an hour while the city is away. `doing` is `off` for the last one before the terminal is switched off as it should be; whoever is silent without it was lost.',
  'stadtfenster.spool.dropped':
    'Events that the terminal gave up, as its spool was full (`size`) or they were too old (`age`): numbers by kind.',
  'stadtfenster.visit.started': 'Somebody touched the screen: a visit begins.',
  'stadtfenster.visit.joined': 'The visitor is in a meeting; `durationMs` from "join" until its page was there.',
  'stadtfenster.visit.rejoined': 'The meeting had broken off and is there again; `durationMs` is how long it was away.',
  'stadtfenster.visit.locked':
    'A meeting that nobody touched for long goes on behind a locked bar, or was unlocked with its code.',
  'stadtfenster.visit.failed': 'The way into the meeting failed, and in which step.',
  'stadtfenster.visit.ended': 'The visit is over: how, in which step, and how long it and its meeting were.',
  'stadtfenster.visit.wiped':
    'What was destroyed, at the leave of the meeting or of the screens: the receipt that the visitor sees.',
  'stadtfenster.visit.feedback':
    'How the visit was. `words` is the only field into which somebody writes; of several from one visit the last counts.',
  'stadtfenster.visit.help': 'What became of a call for the staff.',
  'stadtfenster.visit.reported': 'Somebody reported a meeting or a fault in it, and why.',
};

const dataSchema = z.looseObject({
  properties: z.record(z.string(), fieldSchema),
  required: z.array(z.string()).default([]),
});

const schemaBlock = (schema: z.ZodType): string[] => [
  '<details><summary>JSON Schema</summary>',
  '',
  '```json',
  JSON.stringify(z.toJSONSchema(schema, { io: 'input' }), null, 2),
  '```',
  '',
  '</details>',
  '',
];

const isType = (name: string): name is EventType => name in EVENT_DATA;

const partOf = (type: EventType): string[] => {
  const schema: z.ZodType = EVENT_DATA[type];
  const { properties, required } = dataSchema.parse(z.toJSONSchema(schema, { io: 'input' }));
  return [
    `## ${type}`,
    '',
    `${MEANINGS[type]} Kind: ${code(kindOf(type))}.`,
    '',
    row('field', 'values', 'always there'),
    row('---', '---', '---'),
    ...Object.entries(properties).map(([name, field]) =>
      row(code(name), valuesOf(field), required.includes(name) ? 'yes' : ''),
    ),
    '',
    ...schemaBlock(schema),
  ];
};

/** The reference of all events, as it must stand in the documents. */
export const eventReference = async (): Promise<string> => {
  const [anyType] = cityEventSchema.options;
  const envelope = anyType.omit({ type: true, data: true });
  return inItsStyle(EVENT_REFERENCE, [
    '# What a terminal tells its city',
    '',
    'Events are CloudEvents 1.0 in JSON. Each is an allow-list: what is not named here is not taken down on the terminal,',
    'and not taken by the city. No field takes a name, a code, an address or a text, the words of a feedback excepted.',
    'Written by `npx tsx scripts/event-reference.ts` from `contract/events.ts`.',
    '',
    '## How they travel',
    '',
    `The configuration's \`reporting\` says where to and how: \`contentMode\` is one of ${contentModeSchema.options.map(code).join(', ')} (default ${code(DEFAULT_REPORTING.contentMode)}; the city endpoint asks for ${code('batch')}), \`maxBatchEvents\` the most in one request (default ${DEFAULT_REPORTING.maxBatchEvents}), \`url\` and \`token\` an event platform of the city's own.`,
    '',
    row('content mode', 'body', '`Content-Type`'),
    row('---', '---', '---'),
    row('`structured`', 'one event', '`application/cloudevents+json`'),
    row('`batch`', 'an array of events', '`application/cloudevents-batch+json`'),
    row('`json-array`', 'the same array', '`application/json`'),
    '',
    'Every request carries the digest of its body (`Content-Digest`, RFC 9530). An event arrives at least once and always',
    'with the same `id`: `source` and `id` together tell doubles. `sequence` counts up by one for each terminal and restores',
    'the order; a number that never comes stands for an event that never reached the disk, or that was given up. A terminal',
    'that knows no number begins with the time in milliseconds: what a new machine tells under an old name is the newest.',
    '',
    row('answer', 'what the terminal does'),
    row('---', '---'),
    row('2xx', 'all of the request is taken; the events leave the spool'),
    row('400, 413, 422', 'the batch is halved, until the event that is refused stands alone and is set aside'),
    row('401, 403', 'everything stays in the spool, and is tried again later'),
    row('410', 'nothing more is sent until the configuration changes or the terminal starts anew'),
    row('415', 'events go one by one (`structured`) until the configuration changes'),
    row('429, 503 and others with `Retry-After`', 'nothing is sent before that time, at most a day'),
    row('3xx, others, none', 'tried again after a random time below 2 s, 4 s, 8 s and so on up to 15 minutes'),
    '',
    'After an outage, and at a start, a terminal with more than 100 waiting events sends one request and the rest after a',
    'random time below 60 seconds.',
    '',
    '## What is given up, and when',
    '',
    'The spool holds 50 MiB. When it is full, events go in this order, of each kind the oldest first, until a tenth is free:',
    `${eventKindSchema.options.map(code).join(', ')}. What is older than 14 days goes while the city cannot be reached; what`,
    'seems older than 400 days was recorded under a wrong clock, and stays. What was given up is told by',
    '`stadtfenster.spool.dropped`. What the city refuses for good is kept aside on the terminal, the last 100 of it.',
    '',
    '## The envelope',
    '',
    ...schemaBlock(envelope),
    ...Object.keys(EVENT_DATA).filter(isType).flatMap(partOf),
  ]);
};

if (process.argv[1] === import.meta.filename) writeReference(EVENT_REFERENCE, await eventReference());
