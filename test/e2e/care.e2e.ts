import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator } from '@playwright/test';
import { help } from '../../city/commands/help.ts';
import { DEFAULT_DISPLAY } from '../../contract/display.ts';
import { startEmbeddedCity } from '../../demo/embedded-city.ts';
import type { Visitor } from '../../demo/visitor.ts';
import { finger } from './finger.ts';
import { startSoundServer } from '../../demo/sound-server.ts';
import { expect, ROOM, test, type Terminal } from './fixtures.ts';
import { expectReadable, overflow, resizeTo } from './readable.ts';
import { enterMeeting } from './steps.ts';

const NAME = 'Ada Planted-Lovelace';

const toGoodbye = async (terminal: Terminal): Promise<void> => {
  await enterMeeting(terminal, { name: NAME });
  const visitor = terminal.as('de');
  await visitor.leave();
  await visitor.sees(visitor.texts.goodbye.heading);
};

const face = (terminal: Terminal, name: string): Locator => terminal.screens.getByRole('radio', { name, exact: true });

/** Presses Tab until this has the focus. */
const tabTo = async (terminal: Terminal, target: Locator): Promise<void> => {
  await expect
    .poll(async () => {
      await terminal.screens.keyboard.press('Tab');
      return target.evaluate((element) => element === document.activeElement);
    })
    .toBe(true);
};

test.describe('feedback', () => {
  test('is one touch on a face, with words if somebody likes, and gone for the next visitor', async ({
    launch,
    eventsOf,
  }) => {
    const terminal = await launch({ machine: { times: { goodbyeSeconds: 60, idleWarningSeconds: 60 } } });
    const printed: string[] = [];
    for (const stream of [terminal.app.process().stdout, terminal.app.process().stderr])
      stream?.on('data', (chunk: unknown) => printed.push(String(chunk)));
    const visitor = terminal.as('de');
    const { screens } = terminal;
    const { feedback, keyboard, receipt } = visitor.texts;
    const touch = await finger(terminal);
    const told = async (): Promise<unknown[]> =>
      (await eventsOf('stadtfenster.visit.feedback')).map(({ data: { rating, words } }) => [rating, words]);
    await toGoodbye(terminal);
    await expect(screens.getByRole('heading', { name: receipt.heading })).toBeInViewport({ ratio: 1 });
    await touch(screens.getByText(feedback.rating[4], { exact: true }));
    await expect.poll(told).toEqual([[4, undefined]]);
    await expect(face(terminal, feedback.rating[4])).toBeChecked();
    await expect(screens.getByRole('heading', { name: receipt.heading })).toBeInViewport({ ratio: 1 });

    await touch(screens.getByRole('button', { name: feedback.write }));
    await expect(screens.getByText(feedback.hint)).toBeVisible();
    const field = screens.getByRole('textbox', { name: feedback.words });
    await expect(field).toHaveAccessibleDescription(feedback.hint);
    const keys = screens.getByRole('region', { name: keyboard.label });
    await touch(keys.getByRole('button', { name: 'G', exact: true }));
    for (const letter of ['u', 't']) await touch(keys.getByRole('button', { name: letter, exact: true }));
    await expect(field).toHaveValue('Gut');
    await screens.keyboard.type(', nur zu leise.  ');
    await touch(keys.getByRole('button', { name: keyboard.key.done }));
    await touch(screens.getByRole('button', { name: feedback.send }));
    await expect.poll(told).toEqual([
      [4, undefined],
      [4, 'Gut, nur zu leise.'],
    ]);
    await expect(screens.getByText(feedback.told).first()).toBeVisible();
    await visitor.finish();
    await visitor.seesAttract();
    expect(printed.join('')).not.toContain('leise');
    // Who said it is not said.
    expect(JSON.stringify(await eventsOf('stadtfenster.visit.feedback'))).not.toContain('Planted');

    await toGoodbye(terminal);
    for (const name of Object.values(feedback.rating)) await expect(face(terminal, name)).not.toBeChecked();
    await visitor.rate(1);
    await visitor.touch(feedback.write);
    await expect(field).toHaveValue('');
  });

  test('is given with the keyboard alone', async ({ launch, eventsOf }) => {
    const terminal = await launch({ machine: { times: { goodbyeSeconds: 60, idleWarningSeconds: 60 } } });
    const { screens } = terminal;
    const { feedback, goodbye, action } = terminal.as('de').texts;
    await toGoodbye(terminal);
    await tabTo(terminal, face(terminal, feedback.rating[1]));
    await screens.keyboard.press('ArrowRight');
    await expect(face(terminal, feedback.rating[2])).toBeChecked();
    await tabTo(terminal, screens.getByRole('button', { name: feedback.write }));
    await screens.keyboard.press('Enter');
    const field = screens.getByRole('textbox', { name: feedback.words });
    await expect(field).toBeFocused();
    // Nothing but blanks is nothing: it is said, and not sent.
    await screens.keyboard.type('  ');
    await screens.keyboard.press('Enter');
    await expect(screens.locator('.field-problem').getByText(feedback.problem['words-empty'])).toBeVisible();
    // Escape closes the keyboard on the screen, then goes back.
    await screens.keyboard.press('Escape');
    await expect(screens.locator('.keyboard')).toBeHidden();
    await expect(screens.getByRole('button', { name: action.back })).toBeVisible();
    await screens.keyboard.press('Escape');
    await expect(screens.getByRole('heading', { name: goodbye.heading })).toBeVisible();
    await tabTo(terminal, screens.getByRole('button', { name: feedback.write }));
    await screens.keyboard.press('Enter');
    await expect(field).toBeFocused();
    await screens.keyboard.type('Kurz.');
    await screens.keyboard.press('Enter');
    await expect
      .poll(async () => (await eventsOf('stadtfenster.visit.feedback')).map(({ data }) => [data.rating, data.words]))
      .toEqual([
        [2, undefined],
        [2, 'Kurz.'],
      ]);
  });

  test('is skipped, and holds up nobody who walks away', async ({ launch, events }) => {
    const terminal = await launch({ machine: { times: { goodbyeSeconds: 4 } } });
    const visitor = terminal.as('de');
    const { feedback, receipt } = visitor.texts;
    await toGoodbye(terminal);
    await visitor.touch(feedback.skip);
    await expect(face(terminal, feedback.rating[3])).toBeHidden();
    await expect(terminal.screens.getByRole('heading', { name: receipt.heading })).toBeVisible();
    await visitor.seesAttract();
    await toGoodbye(terminal);
    await visitor.seesAttract();
    await expect.poll(async () => (await events()).filter(({ type }) => type.endsWith('.wiped')).length).toBe(4);
    expect((await events()).filter(({ type }) => type.endsWith('.feedback'))).toEqual([]);
  });
});

test.describe('help', () => {
  test('is called from the first screen and answered with the command of the city', async ({
    launch,
    terminalName,
  }) => {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'stadtfenster-care-'));
    const city = await startEmbeddedCity({ dataDir });
    const command = async (...args: string[]): Promise<string> => {
      const lines: string[] = [];
      const context = { env: {}, print: (line: string) => void lines.push(line), stop: new AbortController().signal };
      await help.run([...args, '--data', dataDir], context);
      return lines.join('\n');
    };
    try {
      const terminal = await launch({ at: city.city });
      const visitor = terminal.as('de');
      const { texts } = visitor;
      const { screens } = terminal;
      expect(await command()).toBe('Nobody waits for help.');
      // Help begins the visit, as every touch does.
      await visitor.touch(texts.help.open);
      await visitor.sees(texts.help.open);
      await visitor.touch(texts.call.call);
      await visitor.readsCall('called');
      const words = (await command()).split(/ {2,}/);
      expect(words.slice(2)).toEqual([terminalName, 'at step rooms', 'language de', 'OPEN']);
      const [id = ''] = words;
      await visitor.touch(texts.help.close);
      await expect(screens.getByRole('button', { name: texts.call.short.called })).toBeVisible();
      // The call goes along into the meeting.
      await visitor.chooseRoom(ROOM.de);
      await visitor.acceptTerms();
      await visitor.typeName(NAME);
      await visitor.enterRoom();
      await terminal.meeting();
      await expect(screens.locator('.bar').getByText(texts.call.short.called)).toBeVisible();
      expect(await command('--answer', id)).toBe(`The person at ${terminalName} reads now that somebody is coming.`);
      await expect(screens.locator('.bar').getByText(texts.call.short.answered)).toBeVisible();
      await expect(screens.locator('[aria-live=assertive]')).toHaveText(texts.call.state.answered);
      await expect.poll(command).toMatch(/answered$/);
      await visitor.touch(texts.meeting.help);
      await visitor.readsCall('answered');
      await expectReadable(screens, 'answered');
      await visitor.touch(texts.help.close);
      await visitor.leave();
      await visitor.finish();
      await visitor.seesAttract();
      // A call ends with the visit.
      await expect.poll(command).toBe('Nobody waits for help.');
      await expect(screens.getByRole('button', { name: texts.help.open })).toBeVisible();
      const events = await city.city.events.list();
      expect(events.flatMap(({ event: { type, data } }) => (type === 'stadtfenster.visit.help' ? [data] : []))).toEqual(
        [
          expect.objectContaining({ step: 'rooms', state: 'called' }),
          expect.objectContaining({ step: 'rooms', state: 'answered' }),
        ],
      );
      expect(JSON.stringify(events)).not.toContain('Planted');
    } finally {
      await city.close();
      rmSync(dataDir, { recursive: true, force: true });
    }
  });

  test('is called off again', async ({ terminal, embedded, terminalName, eventsOf }) => {
    const visitor = terminal.as('de');
    const { texts } = visitor;
    const waiting = async (): Promise<number> =>
      (await embedded.city.help.list()).filter((call) => call.terminal === terminalName).length;
    await visitor.begin();
    await visitor.touch(texts.help.open);
    await visitor.touch(texts.call.call);
    await visitor.readsCall('called');
    expect(await waiting()).toBe(1);
    await visitor.touch(texts.call.cancel);
    await expect(terminal.screens.getByRole('button', { name: texts.call.call })).toBeVisible();
    await expect.poll(waiting).toBe(0);
    await expect
      .poll(async () => (await eventsOf('stadtfenster.visit.help')).map(({ data }) => data.state))
      .toEqual(['called', 'cancelled']);
    // Escape closes the panel and leaves the visit where it is.
    await terminal.screens.keyboard.press('Escape');
    await visitor.sees(texts.rooms.heading);
    await expect(terminal.screens.getByRole('button', { name: texts.help.open })).toBeFocused();
  });

  test('says plainly that nobody can be reached while the city is away', async ({ terminal, gate }) => {
    const visitor = terminal.as('de');
    const { texts } = visitor;
    await visitor.begin();
    gate.mode = 'closed';
    await visitor.touch(texts.help.open);
    await visitor.touch(texts.call.call);
    await visitor.readsCall('unreachable');
    await expect(terminal.screens.getByText(texts.call.advice.unreachable)).toBeVisible();
    gate.mode = 'open';
    await visitor.touch(texts.call.again);
    await visitor.readsCall('called');
    // Lost while waiting: the person is not left standing.
    gate.mode = 'error-500';
    await visitor.readsCall('unreachable');
  });
});

test.describe('a problem in the meeting', () => {
  const openReport = async (visitor: Visitor): Promise<void> => {
    await visitor.touch(visitor.texts.meeting.report);
    await visitor.sees(visitor.texts.report.heading);
  };

  test('is reported, confirmed, and help is offered', async ({ terminal, eventsOf }) => {
    const visitor = terminal.as('de');
    const { texts } = visitor;
    const { screens } = terminal;
    await enterMeeting(terminal, { name: NAME });
    await openReport(visitor);
    await visitor.touch(texts.report.reason['unwanted-pictures']);
    await visitor.sees(texts.report.thanks);
    await expect(screens.getByRole('heading', { name: texts.report.thanks })).toBeFocused();
    await expect(screens.getByText(texts.report.next.abuse)).toBeVisible();
    await visitor.touch(texts.call.call);
    await visitor.readsCall('called');
    await visitor.touch(texts.report.close);
    await openReport(visitor);
    await visitor.touch(texts.report.reason['no-sound']);
    await expect(screens.getByText(texts.report.next.fault)).toBeVisible();
    await screens.keyboard.press('Escape');
    await expect(screens.getByRole('heading', { name: texts.report.thanks })).toBeHidden();
    await expect
      .poll(async () =>
        (await eventsOf('stadtfenster.visit.reported')).map(({ data: { room, reason } }) => [room, reason]),
      )
      .toEqual([
        [ROOM.id, 'unwanted-pictures'],
        [ROOM.id, 'no-sound'],
      ]);
    expect(JSON.stringify(await eventsOf('stadtfenster.visit.reported'))).not.toContain('Planted');
    // The confirmation leads out as well.
    await openReport(visitor);
    await visitor.touch(texts.report.reason.insult);
    await visitor.sees(texts.report.thanks);
    await screens.locator('.panel').getByRole('button', { name: texts.meeting.leave }).click();
    await visitor.sees(texts.goodbye.heading);
  });

  test('lets the staff end the visit, which asks once and wipes', async ({ terminal, eventsOf }) => {
    const visitor = terminal.as('de');
    const { texts } = visitor;
    await enterMeeting(terminal, { name: NAME });
    await openReport(visitor);
    await visitor.touch(texts.report.staffEnd);
    await visitor.sees(texts.staffEnd.heading);
    await visitor.touch(texts.staffEnd.stay);
    await expect(terminal.screens.getByRole('button', { name: texts.meeting.report })).toBeFocused();
    await openReport(visitor);
    await visitor.touch(texts.report.staffEnd);
    await visitor.touch(texts.staffEnd.end);
    await visitor.sees(texts.goodbye.heading);
    await expect(terminal.screens.locator('.lead').getByText(texts.outcome['ended-by-staff'])).toBeVisible();
    await expect(terminal.screens.getByRole('heading', { name: texts.receipt.heading })).toBeVisible();
    await expect(face(terminal, texts.feedback.rating[1])).toBeHidden();
    await visitor.finish();
    await visitor.seesAttract();
    await expect
      .poll(async () => (await eventsOf('stadtfenster.visit.ended')).map(({ data }) => data.outcome))
      .toEqual(['ended-by-staff']);
    await expect
      .poll(async () => (await eventsOf('stadtfenster.visit.wiped')).map(({ data }) => data.stage))
      .toEqual(['meeting', 'screens']);
  });
});

/** Upright, wide and small; the tests' own screen is the last. */
const FORMATS = [
  [1080, 1920],
  [1920, 1080],
  [1280, 800],
] as const;

for (const textSize of [100, 150, 200] as const) {
  test(`the meeting bar has room for six buttons at ${textSize} %`, async ({ launch, profile }) => {
    const sound = await startSoundServer(path.join(profile, 'sound'));
    const terminal = await launch({ environment: sound.environment });
    const visitor = terminal.as('de');
    const { screens } = terminal;
    await visitor.chooseDisplay({ ...DEFAULT_DISPLAY, textSize });
    await visitor.sees(visitor.texts.rooms.heading);
    await visitor.chooseRoom(ROOM.de);
    await visitor.acceptTerms();
    await visitor.stayAnonymous();
    await visitor.enterRoom();
    await terminal.meeting();
    await screens.getByRole('button', { name: visitor.texts.meeting.report }).waitFor();
    const expectRoom = async (): Promise<void> => {
      for (const [width, height] of FORMATS) {
        await resizeTo(terminal, width, height);
        expect(await overflow(screens), `${width}x${height}`).toBe(0);
        const { bar, buttons, crowded } = await screens.evaluate(() => {
          const box = (element: Element) => {
            const { left, right, top, bottom } = element.getBoundingClientRect();
            return { left, right, top, bottom };
          };
          const parts = Array.from(document.querySelectorAll('.bar-button, .bar-words')).filter((part) =>
            part.checkVisibility(),
          );
          return {
            bar: Array.from(document.querySelectorAll('.bar'), box),
            buttons: Array.from(document.querySelectorAll('.bar-button'), box),
            // Words that are wider than their button, or a part that lies over the next.
            crowded: [
              ...parts
                .filter((part) => part.scrollWidth > part.clientWidth + 1 || part.scrollHeight > part.clientHeight + 1)
                .map((part) => part.textContent),
              ...parts.slice(1).flatMap((part, index) => {
                const before = parts[index];
                return before !== undefined && box(before).right > box(part).left + 1 ? [part.textContent] : [];
              }),
            ],
          };
        });
        expect(crowded, `${width}x${height}`).toEqual([]);
        expect(buttons).toHaveLength(6);
        for (const { left, right, top, bottom } of buttons) {
          expect(right - left).toBeGreaterThanOrEqual(64);
          expect(bottom - top).toBeGreaterThanOrEqual(64);
          expect(left).toBeGreaterThanOrEqual(bar[0]?.left ?? Infinity);
          expect(right).toBeLessThanOrEqual(bar[0]?.right ?? 0);
        }
      }
    };
    await expectRoom();
    await visitor.touch(visitor.texts.meeting.help);
    await visitor.touch(visitor.texts.call.call);
    await visitor.readsCall('called');
    await visitor.touch(visitor.texts.help.close);
    await expect(screens.locator('.bar-call')).toBeVisible();
    await expectRoom();
    await terminal.close();
    await sound.stop();
  });
}
