import { startEmbeddedCity } from '../../demo/embedded-city.ts';
import { TEXTS } from '../../demo/visitor.ts';
import type { TourPart } from './part.ts';
import { TERMINAL_FORMATS } from './terminal-formats.ts';
import { startTourClock } from './tour-clock.ts';
import { openTourTerminal, PLACE } from './tour-terminal.ts';

/** The tour begins within these hours, and they are over soon. */
const UNTIL_CLOSED_MINUTES = 30;
/** What the terminal's clock shows then. */
const LATER = /17:0[1-9]/;
const WEEKDAYS = [1, 2, 3, 4, 5];
const openingHours = { weekly: WEEKDAYS.map((weekday) => ({ weekday, from: '10:00', to: '17:00' })) };

/** The one screen of a closed site speaks all languages. */
const SPEAKS_FOR_ALL = 'de';

/** What staff sees at the first start, a terminal that its city refuses, and one outside its opening hours. */
export const enrolmentPart: TourPart = {
  formats: TERMINAL_FORMATS,
  walk: async (walk) => {
    const { locale } = walk;
    const clock = startTourClock();
    const { city, close: closeCity } = await startEmbeddedCity({ dataDir: null, now: clock.now });
    const times = { roomsRefreshSeconds: 1 };
    const terminal = await openTourTerminal(walk, { times, openingHours });
    const { page, visitor, picture } = terminal;
    const { enrolment, enrolmentCode, failure } = visitor.texts;
    const speak = () => (locale === 'en' ? visitor.touch('English') : Promise.resolve());
    const typeCode = async (code: string): Promise<void> => {
      await page.getByRole('textbox', { name: enrolmentCode.label }).fill(code);
      await visitor.touch(enrolment.code.next);
    };
    try {
      await page.getByRole('heading', { name: TEXTS.de.enrolment.city.heading }).waitFor();
      await speak();
      await visitor.sees(enrolment.city.heading);
      await picture('city');
      const address = page.getByRole('textbox', { name: enrolment.city.label });
      await address.fill('http://stadtfenster.musterstadt.example');
      await visitor.touch(enrolment.city.next);
      await page.getByText(enrolment.city.wrong).first().waitFor();
      await picture('city-wrong');
      await address.fill(city.url);
      await visitor.touch(enrolment.city.next);
      await visitor.sees(enrolment.code.heading);
      await picture('code');
      await typeCode('000000000000');
      await page.getByText(failure['enrolment-code-wrong'].sentence).first().waitFor();
      await picture('code-wrong');
      await typeCode(await city.createEnrolmentCode(PLACE));
      await visitor.seesAttract();
      await page.getByText('Bibliothek am Markt').first().waitFor();
      await picture('enrolled');

      await city.terminals.revoke(PLACE.terminal);
      await page.getByRole('heading', { name: TEXTS.de.failure['terminal-refused'].sentence }).waitFor();
      await speak();
      await visitor.sees(failure['terminal-refused'].sentence);
      await picture('refused');
      await visitor.touch(enrolment.open);
      await typeCode(await city.createEnrolmentCode(PLACE));
      await visitor.seesAttract();

      clock.putForward(UNTIL_CLOSED_MINUTES);
      // An order from a time that the terminal does not know yet would be refused.
      await page.getByText(LATER).waitFor();
      const command = { act: 'reload-configuration' } as const;
      await city.orders.send({ audience: { all: true }, command, validSeconds: 600, by: 'tour' });
      await page.getByRole('heading', { name: TEXTS.de.closed.heading }).waitFor();
      if (locale === SPEAKS_FOR_ALL) await picture('closed');
    } finally {
      await terminal.close();
      await closeCity();
    }
  },
};
