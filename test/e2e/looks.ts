import { expect, type Page } from '@playwright/test';
import { displaySchema, type Display } from '../../contract/display.ts';

export type Looks = Pick<Display, 'textSize' | 'contrast'>;

export const TEXT_SIZES: readonly Display['textSize'][] = [...displaySchema.shape.textSize.values];
export const CONTRASTS = displaySchema.shape.contrast.options;

/**
 * Lets the standing screen look as if somebody had chosen this, faster than through the panel: the root's attributes
 * are all that a choice changes (renderer/app.tsx). Nothing moves meanwhile, so that everything is where it will be.
 *
 * @param look is called once it is drawn
 */
export const inLooks = async (page: Page, looks: Looks, look: () => Promise<void>): Promise<void> => {
  const wear = (attributes: Readonly<Record<string, string>>): Promise<Record<string, string>> =>
    page.evaluate(async (next) => {
      const { dataset } = document.documentElement;
      const before = Object.fromEntries(Object.keys(next).map((name) => [name, dataset[name] ?? '']));
      Object.assign(dataset, next);
      // What watches sizes has its turn in the first frame, what it changes is drawn in the second.
      for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
      return before;
    }, attributes);
  const worn = { textSize: String(looks.textSize), contrast: looks.contrast, motion: 'still' };
  const before = await wear(worn);
  await look();
  expect(await wear(before), 'the looks held').toEqual(worn);
};
