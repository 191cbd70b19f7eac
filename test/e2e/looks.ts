import { expect, type Page } from '@playwright/test';
import { displaySchema, type Display } from '../../contract/display.ts';

export type Looks = Pick<Display, 'textSize' | 'contrast'>;

export const TEXT_SIZES: readonly Display['textSize'][] = [...displaySchema.shape.textSize.values];
export const CONTRASTS = displaySchema.shape.contrast.options;

type Worn = Readonly<Record<string, string>>;

/** Puts attributes on the root. @returns those that were there, once the new ones are drawn */
const wear = (page: Page, attributes: Worn): Promise<Worn> =>
  page.evaluate(async (next) => {
    const { dataset } = document.documentElement;
    const before = Object.fromEntries(Object.keys(next).map((name) => [name, dataset[name] ?? '']));
    Object.assign(dataset, next);
    // What watches sizes has its turn in the first frame, what it changes is drawn in the second.
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    return before;
  }, attributes);

/**
 * Lets the standing screen look as if somebody had chosen this, and then that, faster than through the panel: the
 * root's attributes are all that a choice changes (renderer/app.tsx). Nothing moves meanwhile, so that everything is
 * where it will be. At the end it looks as before.
 *
 * @param look is called with each of them once it is drawn
 */
export const throughLooks = async (
  page: Page,
  all: readonly Looks[],
  look: (looks: Looks) => Promise<void>,
): Promise<void> => {
  let before: Worn | null = null;
  let worn: Worn | null = null;
  for (const looks of all) {
    const next = { textSize: String(looks.textSize), contrast: looks.contrast, motion: 'still' };
    const found = await wear(page, next);
    if (worn === null) before = found;
    else expect(found, 'the looks held').toEqual(worn);
    worn = next;
    await look(looks);
  }
  if (before !== null) expect(await wear(page, before), 'the looks held').toEqual(worn);
};

/** The same with one of them. */
export const inLooks = (page: Page, looks: Looks, look: () => Promise<void>): Promise<void> =>
  throughLooks(page, [looks], look);
