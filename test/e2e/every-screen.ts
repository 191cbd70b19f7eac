import type { MachineConfiguration } from '../../contract/configuration.ts';
import type { Command } from '../../contract/command.ts';
import type { Locale } from '../../contract/locale.ts';
import { expect, ROOM, type LaunchOptions, type Terminal } from './fixtures.ts';
import type { Gate } from './gate.ts';
import { crashMeeting } from './steps.ts';

/** Leads the staff through the screens on which a terminal without a place in a city is enrolled. */
export const enrolOnEveryScreen = async (
  terminal: Terminal,
  gate: Gate,
  locale: Locale,
  code: string,
  look: (screen: string) => Promise<void>,
): Promise<void> => {
  const visitor = terminal.as(locale);
  const { screens } = terminal;
  const { enrolment, enrolmentCode, failure } = visitor.texts;
  const field = (name: string) => screens.getByRole('textbox', { name });
  await visitor.touch(locale === 'de' ? 'Deutsch' : 'English');
  await visitor.sees(enrolment.city.heading);
  await look('enrolment, city');
  await field(enrolment.city.label).fill('http://city.example');
  await visitor.touch(enrolment.city.next);
  await expect(screens.getByText(enrolment.city.wrong).first()).toBeVisible();
  await look('enrolment, wrong city');
  await visitor.scanCode();
  await expect(screens.getByText(visitor.texts.code.scan.looking).first()).toBeVisible();
  await look('enrolment, camera');
  await visitor.touch(visitor.texts.code.scan.type);
  await field(enrolment.city.label).fill(gate.url);
  await visitor.touch(enrolment.city.next);
  await field(enrolmentCode.label).fill('000000000000');
  await visitor.touch(enrolment.code.next);
  await expect(screens.getByText(failure['enrolment-code-wrong'].sentence).first()).toBeVisible();
  await look('enrolment, wrong code');
  await field(enrolmentCode.label).fill(code);
  await visitor.touch(enrolment.code.next);
  await visitor.seesAttract();
};

/** How a terminal is launched that shows every screen: what is offered late is offered at once. */
export const FOR_EVERY_SCREEN: LaunchOptions & { readonly machine: MachineConfiguration } = {
  machine: {
    times: { joinCancelSeconds: 0 },
    devices: { audio: 'headset' },
    // As long as they may be.
    texts: {
      version: '1',
      welcome: {
        de: 'Herzlich willkommen! Hier besprechen Sie per Video Umwelt, Verkehr und Bürgerbeteiligung Ihrer Stadt',
        en: 'Welcome! Here you talk by video about the environment, transport and participation in your own city.',
      },
      help: {
        de: 'Bitte fragen Sie an der Informationstheke im Erdgeschoss gegenüber dem Haupteingang, dort hilft Ihnen jemand weiter.',
        en: 'Please ask at the information desk on the ground floor opposite to the main entrance, somebody there will help you on.',
      },
    },
  },
};

/** As long as a message may be. */
const WORDS = {
  de: 'Heute schließt die Bibliothek schon um 16:00 Uhr, weil am Abend der Strom abgeschaltet wird. Bitte beenden Sie Ihre Besprechung bis dahin. Morgen ab 10:00 Uhr sind wir wieder für Sie da und freuen uns auf Ihren Besuch.',
  en: 'The library closes at 16:00 today because the power will be switched off in the evening. Please finish your meeting before then. We are open again tomorrow from 10:00 and look forward to seeing you.',
};

/**
 * Leads one visitor through every screen, into trouble and out of it.
 *
 * @param terminal launched with {@link FOR_EVERY_SCREEN}
 * @param look is called on each screen with its name
 * @param order gives this terminal a command of its city; without it nothing of what the city shows is seen
 */
export const visitEveryScreen = async (
  terminal: Terminal,
  gate: Gate,
  locale: Locale,
  look: (screen: string) => Promise<void>,
  order?: (command: Command) => Promise<unknown>,
): Promise<void> => {
  const visitor = terminal.as(locale);
  const { screens } = terminal;
  if (locale === 'de') {
    await visitor.seesAttract();
    await look('attract');
    if (order !== undefined) {
      await order({ act: 'identify' });
      await screens.locator('.name-board').waitFor();
      await look('identify');
      await visitor.touch(visitor.texts.notice.read);
      await order({ act: 'lock', message: WORDS });
      await visitor.sees(visitor.texts.shut.heading);
      await look('locked');
      await order({ act: 'unlock' });
    }
    await visitor.begin();
  } else {
    await visitor.touch('English');
  }
  await visitor.sees(visitor.texts.rooms.heading);
  await look('rooms');
  if (order !== undefined) {
    await order({ act: 'show-message', message: WORDS, seconds: 600 });
    await visitor.sees(visitor.texts.notice.message);
    await look('rooms, message');
    await visitor.touch(visitor.texts.notice.read);
  }
  await visitor.touch(visitor.texts.display.open);
  await visitor.sees(visitor.texts.display.open);
  await look('display');
  await visitor.touch(visitor.texts.display.done);
  gate.mode = 'closed';
  gate.only = '/help-calls';
  await visitor.touch(visitor.texts.help.open);
  await look('help');
  await visitor.touch(visitor.texts.call.call);
  await visitor.readsCall('unreachable');
  await look('help, unreachable');
  gate.mode = 'open';
  await visitor.touch(visitor.texts.call.again);
  await visitor.readsCall('called');
  await look('help, called');
  await visitor.touch(visitor.texts.help.close);
  await look('rooms, staff called');
  await visitor.touch(visitor.texts.code.open);
  await visitor.sees(visitor.texts.code.heading);
  await look('code');
  await visitor.enterCode('0123456780');
  await expect(screens.getByText(visitor.texts.failure['code-wrong'].sentence).first()).toBeVisible();
  await look('code, wrong');
  await visitor.scanCode();
  await expect(screens.getByText(visitor.texts.code.scan.looking).first()).toBeVisible();
  await look('code, camera');
  await visitor.touch(visitor.texts.code.scan.type);
  await visitor.sees(visitor.texts.code.heading);
  await visitor.touch(visitor.texts.action.back);
  await visitor.chooseRoom(ROOM[locale]);
  await visitor.sees(visitor.texts.terms.heading);
  await look('terms');
  await visitor.touch(visitor.texts.terms.fullText);
  await look('terms, full text');
  await visitor.acceptTerms();
  await visitor.sees(visitor.texts.name.heading);
  await visitor.enterRoom();
  await expect(screens.getByText(visitor.texts.name.problem['name-empty']).first()).toBeVisible();
  await look('name, with a problem');
  await visitor.stayAnonymous();
  await visitor.choosePart('speak');
  await visitor.touch(visitor.texts.name.check);
  await visitor.sees(visitor.texts.check.heading);
  await look('check');
  await visitor.touch(visitor.texts.action.back);
  await visitor.choosePart('listen');
  gate.mode = 'silent';
  gate.only = '/join';
  await visitor.enterRoom();
  await screens.getByRole('button', { name: visitor.texts.joining.cancel }).waitFor();
  await look('joining');
  await visitor.touch(visitor.texts.joining.cancel);
  gate.mode = 'error-500';
  await visitor.enterRoom();
  await visitor.sees(visitor.texts.failure['city-failed'].sentence);
  await look('problem');
  gate.mode = 'open';
  await visitor.touch(visitor.texts.problem.retry);
  await terminal.meeting();
  await screens.getByRole('button', { name: visitor.texts.meeting.help }).waitFor();
  await look('meeting');
  await visitor.touch(visitor.texts.keyboard.open);
  await screens.locator('.keyboard').waitFor();
  await look('meeting, keyboard');
  await visitor.touch(visitor.texts.meeting.language);
  await visitor.sees(visitor.texts.language.label);
  await look('meeting, language');
  await screens.keyboard.press('Escape');
  await screens.locator('.panel').waitFor({ state: 'detached' });
  gate.mode = 'error-500';
  await crashMeeting(terminal);
  await visitor.sees(visitor.texts.rejoining.fault.heading);
  await look('meeting, away');
  gate.mode = 'open';
  await screens.getByText(visitor.texts.rejoining.advice).first().waitFor({ state: 'hidden', timeout: 30_000 });
  await visitor.touch(visitor.texts.meeting.help);
  await visitor.sees(visitor.texts.help.heading);
  await look('meeting, help');
  await visitor.touch(visitor.texts.call.cancel);
  await visitor.touch(visitor.texts.display.open);
  await visitor.sees(visitor.texts.display.open);
  await look('meeting, display');
  await visitor.touch(visitor.texts.display.done);
  await visitor.touch(visitor.texts.meeting.report);
  await visitor.sees(visitor.texts.report.heading);
  await look('meeting, report');
  await visitor.touch(visitor.texts.report.reason.insult);
  await visitor.sees(visitor.texts.report.thanks);
  await look('meeting, reported');
  await visitor.touch(visitor.texts.report.close);
  await visitor.touch(visitor.texts.meeting.report);
  await visitor.touch(visitor.texts.report.staffEnd);
  await visitor.sees(visitor.texts.staffEnd.heading);
  await look('meeting, end');
  await visitor.touch(visitor.texts.staffEnd.stay);
  await visitor.touch(visitor.texts.meeting.leave);
  await visitor.sees(visitor.texts.leave.heading);
  await look('meeting, leave');
  await visitor.touch(visitor.texts.leave.leave);
  await visitor.sees(visitor.texts.goodbye.heading);
  await look('goodbye');
  await visitor.rate(4);
  await screens.getByText(visitor.texts.feedback.thanks).first().waitFor();
  await look('goodbye, rated');
  await visitor.touch(visitor.texts.feedback.write);
  await visitor.sees(visitor.texts.feedback.words);
  // The button may lie where the one before it lay: a touch that follows at once counts as a double tap.
  await expect(async () => {
    await visitor.touch(visitor.texts.feedback.send);
    await expect(screens.getByText(visitor.texts.feedback.problem['words-empty']).first()).toBeVisible({
      timeout: 1_000,
    });
  }).toPass();
  await look('goodbye, writing');
  await visitor.touch(visitor.texts.action.back);
  await visitor.sees(visitor.texts.goodbye.heading);
  if (order !== undefined) {
    await order({ act: 'end-visit' });
    await visitor.sees(visitor.texts.notice.ending.heading);
    await look('goodbye, ending');
    await visitor.touch(visitor.texts.notice.read);
  }
};
