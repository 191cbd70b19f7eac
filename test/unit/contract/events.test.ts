import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cityEventSchema,
  EVENT_BATCH_MAX,
  EVENT_DATA,
  eventBatchSchema,
  rejoinCauseSchema,
  restartReasonSchema,
  visitOutcomeSchema,
  visitStepSchema,
  type EventType,
} from '../../../contract/events.ts';
import { eventKindSchema } from '../../../contract/event-kind.ts';
import { failureCodeSchema } from '../../../contract/failure.ts';
import { doingSchema, networkKindSchema } from '../../../contract/heartbeat.ts';
import { roleSchema } from '../../../contract/role.ts';
import { partSchema } from '../../../contract/join.ts';
import { configurationFieldSchema, layerSchema } from '../../../contract/layer.ts';
import { localeSchema } from '../../../contract/locale.ts';
import { lockGapSchema } from '../../../contract/lock-gap.ts';
import { commandActSchema, orderReasonSchema, orderStateSchema } from '../../../contract/order-result.ts';
import { reportReasonSchema } from '../../../contract/problem-report.ts';
import { serviceRoleSchema } from '../../../contract/service-pin.ts';
import { receiptSchema, wipeItemSchema, wipeResultSchema } from '../../../contract/receipt.ts';
import { REFUSALS_MAX } from '../../../contract/refusals-max.ts';
import { lockdownRuleSchema } from '../../../contract/refusals.ts';

const TYPES = Object.keys(EVENT_DATA);

const visit = fc.uuid({ version: 4 });
const milliseconds = fc.nat();
const count = fc.nat();
const percent = fc.nat(100);
const version = fc.tuple(fc.nat(9999), fc.nat(99999), fc.nat(99999)).map((numbers) => numbers.join('.'));
const room = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/);
const receipt = fc.record({
  durationMs: milliseconds,
  items: fc.array(
    fc.record({
      item: fc.constantFrom(...wipeItemSchema.options),
      result: fc.constantFrom(...wipeResultSchema.options),
    }),
    { minLength: 1, maxLength: 5 },
  ),
});

/** Good data of every type, with all its fields. */
const DATA: Readonly<Record<EventType, fc.Arbitrary<object>>> = {
  'stadtfenster.terminal.started': fc.record({
    version,
    electron: version,
    chromium: version,
    sandboxed: fc.boolean(),
  }),
  'stadtfenster.terminal.problem': fc.record({
    code: fc.constantFrom(...EVENT_DATA['stadtfenster.terminal.problem'].shape.code.options),
    amount: fc.integer(),
  }),
  'stadtfenster.terminal.refused': fc.record({
    refusals: fc.dictionary(fc.constantFrom(...lockdownRuleSchema.options), fc.integer({ min: 1, max: REFUSALS_MAX })),
  }),
  'stadtfenster.terminal.lock-incomplete': fc.record({
    gaps: fc.array(fc.constantFrom(...lockGapSchema.options), { minLength: 1 }),
  }),
  'stadtfenster.terminal.service': fc.record({
    act: fc.constantFrom(...EVENT_DATA['stadtfenster.terminal.service'].shape.act.options),
    role: fc.constantFrom(...serviceRoleSchema.options),
  }),
  'stadtfenster.terminal.heartbeat': fc.record({
    doing: fc.constantFrom(...doingSchema.options),
    ...{ version, electron: version, chromium: version, system: version },
    configurationVersion: fc.integer({ min: 1 }),
    ...{ configurationAgeSeconds: count, upSeconds: count, machineUpSeconds: count },
    ...{ processorPercent: percent, memoryPercent: percent, diskPercent: percent },
    temperature: fc.integer({ min: -60, max: 200 }),
    network: fc.constantFrom(...networkKindSchema.options),
    answerMs: count,
    clockAheadSeconds: fc.integer(),
    screens: fc.array(fc.record({ width: count, height: count, touch: fc.boolean() }), { maxLength: 8 }),
    ...{ cameras: count, microphones: count, speakers: count },
    keyboard: fc.boolean(),
    spool: fc.record({
      ...{ waiting: count, bytes: count, oldestSeconds: count, dropped: count, deadLetters: count },
    }),
  }),
  'stadtfenster.spool.dropped': fc.record({
    reason: fc.constantFrom(...EVENT_DATA['stadtfenster.spool.dropped'].shape.reason.options),
    dropped: fc.dictionary(fc.constantFrom(...eventKindSchema.options), fc.integer({ min: 1 })),
  }),
  'stadtfenster.visit.started': fc.record({ visit }),
  'stadtfenster.visit.joined': fc.record({
    visit,
    room,
    part: fc.constantFrom(...partSchema.options),
    role: fc.constantFrom(...roleSchema.options),
    locale: fc.constantFrom(...localeSchema.options),
    durationMs: milliseconds,
  }),
  'stadtfenster.visit.rejoined': fc.record({
    visit,
    cause: fc.constantFrom(...rejoinCauseSchema.options),
    durationMs: milliseconds,
  }),
  'stadtfenster.configuration.taken': fc.record({
    version: fc.integer({ min: 1 }),
    layers: fc.array(
      fc.record({
        field: fc.constantFrom(...configurationFieldSchema.options),
        layers: fc.uniqueArray(fc.constantFrom(...layerSchema.options), { minLength: 1 }),
      }),
      { maxLength: 5 },
    ),
  }),
  'stadtfenster.order.result': fc.record({
    order: fc.uuid({ version: 7 }),
    act: fc.constantFrom(...commandActSchema.options),
    state: fc.constantFrom(...orderStateSchema.options),
    reason: fc.constantFrom(...orderReasonSchema.options),
    receipt,
  }),
  'stadtfenster.terminal.restarting': fc.record({ reason: fc.constantFrom(...restartReasonSchema.options) }),
  'stadtfenster.visit.locked': fc.record({ visit, state: fc.constantFrom('locked', 'unlocked') }),
  'stadtfenster.visit.failed': fc.record({
    visit,
    code: fc.constantFrom(...failureCodeSchema.options),
    step: fc.constantFrom(...visitStepSchema.options),
  }),
  'stadtfenster.visit.ended': fc.record({
    visit,
    outcome: fc.constantFrom(...visitOutcomeSchema.options),
    step: fc.constantFrom(...visitStepSchema.options),
    durationMs: milliseconds,
    meetingMs: milliseconds,
  }),
  'stadtfenster.visit.wiped': fc.record({ visit, stage: fc.constantFrom('meeting', 'screens'), receipt }),
  'stadtfenster.visit.feedback': fc.record({
    visit,
    rating: fc.constantFrom(1, 2, 3, 4, 5),
    words: fc.constantFrom('Gern wieder.', 'Zu leise, sonst gut!', 'رائع', '👍🏽'),
  }),
  'stadtfenster.visit.help': fc.record({
    visit,
    step: fc.constantFrom(...visitStepSchema.options),
    state: fc.constantFrom(...EVENT_DATA['stadtfenster.visit.help'].shape.state.options),
  }),
  'stadtfenster.visit.reported': fc.record({ visit, room, reason: fc.constantFrom(...reportReasonSchema.options) }),
};

const goodEvent = fc
  .oneof(...Object.entries(DATA).map(([type, data]) => fc.record({ type: fc.constant(type), data })))
  .chain((typed) =>
    fc.record({ id: fc.uuid({ version: 7 }), sequence: fc.integer({ min: 1 }) }).map((numbers) => ({
      specversion: '1.0',
      source: '/terminals/bibliothek-1',
      time: '2026-11-18T16:00:00.000Z',
      datacontenttype: 'application/json',
      ...numbers,
      ...typed,
    })),
  );

/** A name, a code or an address as it may come from a visitor, a moderator or BBB. */
const secret = fc.oneof(
  fc.constantFrom(
    ...['Ada Lovelace', 'Jürgen', 'ada', 'علی‌رضا', 'Gast 4711', '👨‍👩‍👧‍👦', 'x'.repeat(1000), '<b>Ada</b>'],
    ...['Code: 4711-AB', 'hunter2!', 'Ada%20Lovelace', 'QWRh', 'constructor', '__proto__', 'verified ', '\u202eadA'],
  ),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.emailAddress(),
  fc.tuple(fc.constantFrom('Ada', 'Ömer', '李'), fc.string()).map((parts) => parts.join(' ')),
  // One of the words that every object knows is also a step of a visit.
  fc.string({ unit: 'binary', minLength: 1 }).filter((text) => text !== 'name'),
);

type Path = readonly (string | number)[];

/** The way to every value inside `value`, leaves and branches. */
const pathsIn = (value: unknown): Path[] => {
  if (typeof value !== 'object' || value === null) return [[]];
  return [
    [],
    ...Object.entries(value).flatMap(([key, inner]) =>
      pathsIn(inner).map((path) => [Array.isArray(value) ? Number(key) : key, ...path]),
    ),
  ];
};

/** A copy of `value` with `planted` at `path`. */
const plant = (value: unknown, path: Path, planted: unknown): unknown => {
  const [step, ...rest] = path;
  if (step === undefined) return planted;
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (index === step ? plant(item, rest, planted) : item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, key === step ? plant(item, rest, planted) : item]),
  );
};

const valueAt = (value: unknown, path: Path): unknown => {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  return typeof value === 'object' && value !== null ? valueAt(Reflect.get(value, step), rest) : undefined;
};

/** What a text field may hold at most, written out anew: this is the promise to the people at the terminal. */
const NARROW: readonly RegExp[] = [
  /^\d{1,4}(\.\d{1,5}){0,3}$/,
  /^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$/,
  /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
];

/** No field takes it. */
const NEVER_GOOD = '#';

const eventWithPath = goodEvent.chain((event) =>
  fc.record({
    event: fc.constant(event),
    path: fc.constantFrom(...pathsIn(event.data)).map((path): Path => ['data', ...path]),
  }),
);

describe('the allow-list', () => {
  it('takes good events of every type, unchanged', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(goodEvent, (event) => {
        seen.add(event.type);
        expect(cityEventSchema.parse(event)).toEqual(event);
      }),
      { numRuns: 300 },
    );
    expect([...seen].sort()).toEqual([...TYPES].sort());
  });

  it('lets no name, code or address out, whatever field it is put into', () => {
    fc.assert(
      fc.property(eventWithPath, secret, ({ event, path }, planted) => {
        fc.pre(planted !== valueAt(event, path));
        const parsed = cityEventSchema.safeParse(plant(event, path, planted));
        if (!parsed.success) {
          // Nor does the refusal repeat it; its own words ("Invalid input: expected object") may hold it by chance.
          const wording = cityEventSchema.safeParse(plant(event, path, NEVER_GOOD)).error?.message ?? '';
          if (!wording.includes(planted)) expect(parsed.error.message).not.toContain(planted);
          return;
        }
        // The one free text there is: nothing in it can rewrite the line it stands in.
        if (path.join('/') === 'data/words') {
          expect(planted).not.toMatch(/[\p{Cc}\p{Cs}\p{Bidi_C}\u2028\u2029]/u);
          expect(planted.length).toBeLessThanOrEqual(2000);
          return;
        }
        // Only what could be a version, a room's slug or a random id is let through.
        expect(NARROW.filter((narrow) => narrow.test(planted)).length).toBeGreaterThan(0);
        expect(['visit', 'room', 'version', 'electron', 'chromium']).toContain(path.at(-1));
      }),
      { numRuns: 2000 },
    );
  });

  it('lets nothing of a whole object out that is put into a field', () => {
    const wrapped = secret.chain((text) =>
      fc.constantFrom<unknown>([text], { text }, { toString: text }, { toJSON: text }, [[{ [text]: 1 }]]),
    );
    fc.assert(
      fc.property(eventWithPath, wrapped, ({ event, path }, planted) => {
        expect(cityEventSchema.safeParse(plant(event, path, planted)).success).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('has no room for a field more, at any depth and under any name', () => {
    fc.assert(
      fc.property(
        eventWithPath,
        secret,
        fc.constantFrom('name', 'note', 'joinUrl', '__proto__'),
        (at, planted, key) => {
          const { event, path } = at;
          const target = valueAt(event, path);
          fc.pre(typeof target === 'object' && target !== null && !Array.isArray(target));
          // JSON.parse makes even `__proto__` a field like any other, as it would come over a line.
          const extra: unknown = JSON.parse(`{${JSON.stringify(key)}:${JSON.stringify(planted)}}`);
          const grown = plant(
            event,
            path,
            Object.defineProperties({}, { ...descriptorsOf(target), ...descriptorsOf(extra) }),
          );
          const parsed = cityEventSchema.safeParse(grown);
          if (key !== '__proto__') expect(parsed.success).toBe(false);
          expect(JSON.stringify(parsed.data ?? null)).not.toContain(JSON.stringify(planted));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('has no room in the envelope either', () => {
    const fields = fc.constantFrom(
      'specversion',
      'id',
      'source',
      'time',
      'type',
      'datacontenttype',
      'subject',
      'dataref',
    );
    fc.assert(
      fc.property(goodEvent, fields, secret, (event, field, planted) => {
        fc.pre(!/^\/terminals\/[a-z0-9-]+$/.test(planted));
        expect(cityEventSchema.safeParse({ ...event, [field]: planted }).success).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('knows no number that is not one, and no time that runs backwards', () => {
    const ended = { visit: crypto.randomUUID(), outcome: 'left', step: 'meeting', durationMs: 1, meetingMs: 1 };
    const schema = EVENT_DATA['stadtfenster.visit.ended'];
    expect(schema.safeParse(ended).success).toBe(true);
    for (const durationMs of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '1', null])
      expect(schema.safeParse({ ...ended, durationMs }).success).toBe(false);
  });
});

const descriptorsOf = (value: unknown): PropertyDescriptorMap =>
  typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptors(value) : {};

describe('a batch', () => {
  it('holds 1 to 20 events', () => {
    const [event] = fc.sample(goodEvent, 1);
    expect(eventBatchSchema.safeParse([]).success).toBe(false);
    expect(eventBatchSchema.safeParse(Array.from({ length: EVENT_BATCH_MAX }, () => event)).success).toBe(true);
    expect(eventBatchSchema.safeParse(Array.from({ length: EVENT_BATCH_MAX + 1 }, () => event)).success).toBe(false);
  });
});

describe('the receipt in an event', () => {
  it('is the one the visitor sees', () => {
    expect(EVENT_DATA['stadtfenster.visit.wiped'].shape.receipt).toBe(receiptSchema);
  });
});
