import type { Page } from 'playwright';
import type { Display } from '../contract/display.ts';
import type { Rating } from '../contract/feedback.ts';
import type { Locale } from '../contract/locale.ts';
import type { HelpCalling } from '../contract/snapshot.ts';
import de from '../resources/locales/de.json' with { type: 'json' };
import en from '../resources/locales/en.json' with { type: 'json' };

/** The words on the screens, as the visitor reads them. */
export const TEXTS = { de, en } satisfies Record<Locale, typeof de>;

/** How a visitor gets about on our screens; each step waits until what it touches is there. */
export const createVisitor = (page: Page, locale: Locale = 'de') => {
  const texts = TEXTS[locale];
  const touch = (name: string | RegExp): Promise<void> => page.getByRole('button', { name }).click();
  return {
    texts,
    touch,
    /** The screen's heading is there. */
    sees: (heading: string): Promise<void> => page.getByRole('heading', { name: heading, exact: true }).waitFor(),
    /** Text size, colours, motion and sounds, on whatever screen there is; on the first it begins the visit. */
    chooseDisplay: async ({ textSize, contrast, motion, sounds }: Partial<Display>): Promise<void> => {
      await touch(texts.display.open);
      const group = (name: string) => page.getByRole('group', { name, exact: true });
      const choice = (label: string, name: string) => group(label).getByRole('button', { name, exact: true });
      const { size, contrast: colours, motion: movement, sounds: tones } = texts.display;
      if (textSize !== undefined) await choice(size.label, size[textSize]).click();
      if (contrast !== undefined) await choice(colours.label, colours[contrast]).click();
      if (motion !== undefined) await choice(movement.label, movement[motion]).click();
      if (sounds !== undefined) await choice(tones.label, tones[sounds]).click();
      await touch(texts.display.done);
    },
    begin: () => touch(texts.attract.begin),
    chooseRoom: (title: string) => touch(new RegExp(title)),
    /** Types or pastes a code over whatever stands there, and goes on. */
    enterCode: async (code: string): Promise<void> => {
      await page.getByRole('textbox', { name: texts.code.label }).fill(code);
      await touch(texts.code.next);
    },
    /** The same in front of a locked bar. */
    enterLockCode: async (code: string): Promise<void> => {
      await page.getByRole('textbox', { name: texts.code.label }).fill(code);
      await touch(texts.locked.unlock);
    },
    /** Lets the camera look for the code. */
    scanCode: () => touch(texts.code.scan.open),
    acceptTerms: () => touch(texts.terms.accept),
    stayAnonymous: () => page.getByRole('button', { name: new RegExp(texts.name.guest.split('{{')[0] ?? '') }).click(),
    typeName: (name: string) => page.getByRole('textbox', { name: texts.name.label }).fill(name),
    choosePart: (part: 'listen' | 'speak') => page.getByText(texts.name.part[part].title).click(),
    enterRoom: () => touch(texts.name.join),
    leave: async (): Promise<void> => {
      await page.getByRole('button', { name: texts.meeting.leave, exact: true }).click();
      await touch(texts.leave.leave);
    },
    /** The call for the staff stands like this, as an open panel says it. */
    readsCall: (state: Exclude<HelpCalling, 'none'>): Promise<void> =>
      page.locator('.call-state').getByText(texts.call.state[state]).waitFor(),
    rate: (rating: Rating) => page.getByText(texts.feedback.rating[rating], { exact: true }).click(),
    finish: () => touch(texts.goodbye.finish),
    /** The terminal waits for the next person. */
    seesAttract: (): Promise<void> => page.getByRole('button', { name: TEXTS.de.attract.begin }).waitFor(),
  };
};

export type Visitor = ReturnType<typeof createVisitor>;
