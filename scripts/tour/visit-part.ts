import type { Command } from '../../contract/command.ts';
import { DEFAULT_DISPLAY } from '../../contract/display.ts';
import type { Locale } from '../../contract/locale.ts';
import { startEmbeddedCity } from '../../demo/embedded-city.ts';
import { inviteSomebody } from '../../demo/invite-somebody.ts';
import serviceDe from '../../resources/locales/service.de.json' with { type: 'json' };
import serviceEn from '../../resources/locales/service.en.json' with { type: 'json' };
import type { TourPart, Walk } from './part.ts';
import { TERMINAL_FORMATS } from './terminal-formats.ts';
import { startTourClock } from './tour-clock.ts';
import { openTourTerminal, PLACE } from './tour-terminal.ts';

const ROOM: Readonly<Record<Locale, string>> = { de: 'AG Energie & Umwelt', en: 'Energy & Environment' };

const CLOSED_ROOM: Readonly<Record<Locale, string>> = { de: 'Vorstand Heimatverein', en: 'Heritage Club Board' };

const SERVICE_TEXTS = { de: serviceDe, en: serviceEn } as const;

/** What a city has to say, in two languages. */
const WORDS = {
  de: 'Heute schließt die Bibliothek schon um 16:00 Uhr. Bitte beenden Sie Ihre Besprechung bis dahin.',
  en: 'The library closes at 16:00 today. Please finish your meeting before then.',
};

/** The city's own words on its terminals. */
const CITY_WORDS = {
  version: '1',
  welcome: {
    de: 'Willkommen in der Bibliothek! Reden Sie per Video mit.',
    en: 'Welcome to the library! Join in by video.',
  },
  help: { de: 'Bitte fragen Sie an der Theke im Erdgeschoss.', en: 'Please ask at the desk on the ground floor.' },
};

/** So short that everything can be waited for, and so long that nothing happens meanwhile. */
const TIMES = {
  joinCancelSeconds: 0,
  idleSeconds: 3600,
  goodbyeSeconds: 120,
  presenceSeconds: 8,
  presenceWarningSeconds: 20,
  rejoinGiveUpSeconds: 20,
  restartSeconds: 30,
};

const walk = async (whole: Walk): Promise<void> => {
  const { locale } = whole;
  const embedded = await startEmbeddedCity({ dataDir: null, now: startTourClock().now });
  await inviteSomebody(embedded, 'wirtschaft');
  const pin = await embedded.city.createServicePin('operator');
  const terminal = await openTourTerminal(whole, { times: TIMES, texts: CITY_WORDS, devices: { audio: 'headset' } }, [
    '--city',
    embedded.city.url,
    '--enrol',
    await embedded.city.createEnrolmentCode(PLACE),
  ]);
  const { app, page, visitor, picture } = terminal;
  const { texts } = visitor;
  const crash = (): Promise<void> =>
    app.evaluate(({ webContents }) => {
      for (const contents of webContents.getAllWebContents()) {
        if (contents.getURL().includes('/html5client/')) contents.forcefullyCrashRenderer();
      }
    });
  const order = (command: Command) =>
    embedded.city.orders.send({ audience: { all: true }, command, validSeconds: 600, by: 'tour' });
  /** What the city shows on a terminal that nobody uses; it is free again afterwards. */
  const lookAtOrders = async (): Promise<void> => {
    await order({ act: 'show-message', message: WORDS, seconds: 600 });
    await page.getByText(WORDS.de).first().waitFor();
    await picture('message');
    await page.locator('.display-panel button').click();
    await order({ act: 'identify' });
    await page.locator('.name-board').waitFor();
    await picture('identify');
    await page.locator('.name-board button').click();
    await order({ act: 'screenshot' });
    await page.locator('.serviced').waitFor();
    await picture('screenshot');
    await page.locator('.serviced').waitFor({ state: 'detached' });
    await order({ act: 'lock', message: WORDS });
    await page.getByText(WORDS.de).first().waitFor();
    await picture('shut');
    await order({ act: 'unlock' });
    await visitor.seesAttract();
  };
  /** The staff's menu, in its own view; it gives the terminal back as it was. */
  const lookAtService = async (): Promise<void> => {
    const service = SERVICE_TEXTS[locale];
    await page.evaluate('window.terminal.openService()');
    const menu =
      app.windows().find((window) => window.url().includes('/service/')) ?? (await app.waitForEvent('window'));
    const press = (name: string): Promise<void> => menu.getByRole('button', { name, exact: true }).click();
    if (locale === 'en') await press('English');
    await menu.getByRole('heading', { name: service.pin.heading }).waitFor();
    await press(service.pin.open);
    await menu.getByText(service.pin.problem.incomplete).waitFor();
    await picture('service-pin');
    for (const digit of pin) await press(digit);
    await press(service.pin.open);
    await menu.getByRole('heading', { name: service.state.heading }).waitFor();
    await picture('service-menu');
    await press(service.act['re-enrol']);
    await menu.getByRole('heading', { name: service.ask['re-enrol'].heading }).waitFor();
    await picture('service-ask');
    await press(service.ask.no);
    const closed = menu.waitForEvent('close');
    await press(service.close);
    await closed;
  };
  try {
    await visitor.seesAttract();
    await page.getByText('Bibliothek am Markt').first().waitFor();
    if (locale === 'de') {
      await picture('attract');
      await lookAtOrders();
      await lookAtService();
      await visitor.begin();
    } else {
      await lookAtService();
      await visitor.touch('English');
    }
    await visitor.sees(texts.rooms.heading);
    await picture('rooms');
    await visitor.touch(texts.help.open);
    await picture('help');
    await visitor.touch(texts.call.call);
    await visitor.readsCall('called');
    await picture('help-called');
    const [waiting] = await embedded.city.help.list();
    await embedded.city.help.answer(waiting?.id ?? '');
    await visitor.readsCall('answered');
    await picture('help-answered');
    await visitor.touch(texts.help.close);
    await picture('rooms-help-answered');
    await visitor.chooseRoom(CLOSED_ROOM[locale]);
    await visitor.sees(texts.code.heading);
    await picture('code');
    await visitor.enterCode('0123456780');
    await picture('code-wrong');
    await visitor.chooseDisplay({ textSize: 200, contrast: 'dark' });
    await picture('code-large');
    await visitor.scanCode();
    await visitor.sees(texts.code.scan.heading);
    await picture('code-camera-large');
    await visitor.chooseDisplay(DEFAULT_DISPLAY);
    await picture('code-camera');
    await visitor.touch(texts.code.scan.type);
    await visitor.enterCode(await embedded.city.createAccessCode('heimatverein', 'attendee'));
    await visitor.acceptTerms();
    await visitor.stayAnonymous();
    await visitor.enterRoom();
    await visitor.sees(texts.failure['meeting-not-started'].sentence);
    await picture('not-started');
    // Another visitor, who has not chosen a name yet.
    await visitor.touch(texts.problem.back);
    await visitor.touch(texts.action.end);
    await visitor.seesAttract();
    await (locale === 'de' ? visitor.begin() : visitor.touch('English'));
    await visitor.chooseRoom(ROOM[locale]);
    await visitor.sees(texts.terms.heading);
    await picture('terms');
    await visitor.touch(texts.terms.fullText);
    await picture('terms-full');
    await visitor.acceptTerms();
    await visitor.sees(texts.name.heading);
    await picture('name');
    await visitor.touch(new RegExp(`^${texts.keyboard.open}$`));
    await picture('name-keyboard');
    await visitor.touch(texts.keyboard.key.done);
    await visitor.touch(texts.display.open);
    await picture('display');
    for (const contrast of ['light', 'dark'] as const) {
      await visitor.touch(texts.display.contrast[contrast]);
      await picture(`display-${contrast}`);
    }
    await visitor.touch(texts.display.done);
    await visitor.chooseDisplay({ textSize: 200, contrast: 'dark' });
    await picture('name-large');
    await visitor.touch(new RegExp(`^${texts.keyboard.open}$`));
    await picture('name-large-keyboard');
    await visitor.touch(texts.keyboard.key.done);
    await visitor.chooseDisplay({ textSize: 150, contrast: 'light' });
    await picture('name-larger');
    await visitor.chooseDisplay(DEFAULT_DISPLAY);
    await visitor.enterRoom();
    await page.getByText(texts.name.problem['name-empty']).first().waitFor();
    await picture('name-problem');
    await visitor.stayAnonymous();
    await visitor.choosePart('speak');
    await visitor.touch(texts.name.check);
    await page.getByText(texts.check.microphone.heard).first().waitFor();
    await picture('check');
    await visitor.touch(texts.action.back);
    await visitor.choosePart('listen');
    embedded.bbb.behave({ page: 'no-answer' });
    await visitor.enterRoom();
    await page.getByRole('button', { name: texts.joining.cancel }).waitFor();
    await picture('joining');
    await visitor.touch(texts.joining.cancel);
    embedded.bbb.behave({ joinFails: 'maxParticipantsReached' });
    await visitor.enterRoom();
    await visitor.sees(texts.failure['room-full'].sentence);
    await picture('problem');
    embedded.bbb.behave({ server: 'unavailable' });
    await visitor.touch(texts.problem.retry);
    await visitor.sees(texts.failure['meeting-server-away'].sentence);
    await picture('problem-telephone');
    embedded.bbb.behave({});
    await visitor.touch(texts.problem.retry);
    await page.getByRole('button', { name: texts.meeting.leave }).waitFor();
    await picture('meeting');
    await order({ act: 'show-message', message: WORDS, seconds: 600 });
    await visitor.sees(texts.notice.message);
    await picture('meeting-message');
    await visitor.touch(texts.notice.read);
    await visitor.touch(texts.keyboard.open);
    await picture('meeting-keyboard');
    await visitor.touch(texts.meeting.language);
    await picture('meeting-language');
    await page.keyboard.press('Escape');
    await page.locator('.panel').waitFor({ state: 'detached' });
    embedded.bbb.behave({ createFails: 'validationError' });
    await crash();
    await visitor.sees(texts.rejoining.fault.heading);
    await picture('meeting-away');
    embedded.bbb.behave({});
    await page.getByText(texts.rejoining.advice).first().waitFor({ state: 'hidden' });
    await visitor.touch(texts.meeting.help);
    await picture('meeting-help');
    await visitor.touch(texts.display.open);
    await visitor.sees(texts.display.open);
    await picture('meeting-display');
    await visitor.touch(texts.display.done);
    await visitor.touch(texts.meeting.sound);
    await visitor.sees(texts.sound.heading);
    await picture('meeting-sound');
    await visitor.touch(texts.sound.done);
    await visitor.touch(texts.meeting.report);
    await picture('meeting-report');
    await visitor.touch(texts.report.reason.insult);
    await visitor.sees(texts.report.thanks);
    await picture('meeting-reported');
    await visitor.touch(texts.report.close);
    await visitor.touch(texts.meeting.report);
    await visitor.touch(texts.report.staffEnd);
    await visitor.sees(texts.staffEnd.heading);
    await picture('meeting-end');
    await visitor.touch(texts.staffEnd.stay);
    await visitor.touch(texts.meeting.leave);
    await picture('meeting-leave');
    await visitor.touch(texts.leave.stay);
    await page.getByText(texts.presence.heading).first().waitFor();
    await picture('meeting-presence');
    await visitor.touch(texts.meeting.leave);
    await visitor.touch(texts.leave.leave);
    await visitor.sees(texts.goodbye.heading);
    await picture('goodbye');
    await visitor.rate(4);
    await page.getByText(texts.feedback.thanks).first().waitFor();
    await picture('goodbye-rated');
    await visitor.touch(texts.feedback.write);
    await visitor.sees(texts.feedback.words);
    await page.getByRole('region', { name: texts.keyboard.label }).waitFor();
    await picture('goodbye-words');
    await visitor.touch(texts.action.back);
    await visitor.finish();
    await visitor.seesAttract();
    // Somebody who leads the meeting, and is not there any more.
    await (locale === 'de' ? visitor.begin() : visitor.touch('English'));
    await visitor.touch(texts.code.open);
    await visitor.enterCode(await embedded.city.createAccessCode('energie-umwelt', 'moderator'));
    await visitor.acceptTerms();
    await visitor.stayAnonymous();
    await visitor.touch(texts.name.check);
    await visitor.enterRoom();
    await page.getByText(texts.presence.heading).first().waitFor();
    await picture('meeting-presence-moderator');
    await page.getByRole('button', { name: texts.locked.enter }).waitFor({ timeout: 40_000 });
    await picture('meeting-locked');
    await visitor.touch(texts.locked.enter);
    await visitor.sees(texts.locked.heading);
    await picture('meeting-locked-code');
    await visitor.enterLockCode('0123456780');
    await picture('meeting-locked-code-wrong');
    await visitor.touch(texts.locked.cancel);
    await visitor.touch(texts.meeting.help);
    await visitor.sees(texts.help.heading);
    await picture('meeting-locked-help');
    await visitor.touch(texts.help.close);
    embedded.bbb.behave({ createFails: 'serverUnavailable' });
    await crash();
    await visitor.sees(texts.rejoining.fault.heading);
    await picture('meeting-locked-away');
    await page.getByRole('button', { name: texts.goodbye.finish }).waitFor({ timeout: 60_000 });
    await picture('goodbye-telephone');
    await order({ act: 'end-visit' });
    await visitor.sees(texts.notice.ending.heading);
    await picture('goodbye-ending');
    await visitor.touch(texts.notice.read);
    await visitor.finish();
    await visitor.seesAttract();
    await app.evaluate(({ session }) => {
      session.fromPartition('meeting').clearStorageData = () => Promise.reject(new Error('disk on fire'));
    });
    await (locale === 'de' ? visitor.begin() : visitor.touch('English'));
    await visitor.chooseRoom(ROOM[locale]);
    await visitor.touch(texts.terms.decline);
    await visitor.sees(texts.restarting.heading);
    await picture('restarting');
  } finally {
    await terminal.close();
    await embedded.close();
  }
};

/** A visitor's way through every screen, and what staff and city show on a terminal. */
export const visitPart: TourPart = { formats: TERMINAL_FORMATS, walk };
