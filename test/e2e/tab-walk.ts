import type { Page } from '@playwright/test';

/** What the page says about the control that has the focus. */
interface Step {
  /** Its number among those that Tab must reach; null when the focus is elsewhere. */
  readonly control: number | null;
  readonly faults: readonly string[];
}

/** Finds what Tab must reach, and numbers it for the steps. */
const numberControls = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const controls = Array.from(
      document.querySelectorAll<HTMLElement>('a[href], button, input, textarea, select, summary, [tabindex]'),
    ).filter(
      (element) =>
        element.checkVisibility() &&
        element.closest('[inert]') === null &&
        !element.matches(':disabled') &&
        (element.tabIndex >= 0 || element.matches('[type=radio]')),
    );
    // Tab reaches a group of radio buttons once; arrow keys go on within it.
    const keyOf = (element: HTMLElement): unknown =>
      element instanceof HTMLInputElement && element.type === 'radio' ? element.name : element;
    const keys = [...new Set(controls.map(keyOf))];
    for (const element of controls) element.dataset['stop'] = String(keys.indexOf(keyOf(element)));
    return keys.map((key) => {
      const control = controls.find((element) => keyOf(element) === key);
      return control?.getAttribute('aria-label') ?? control?.textContent ?? String(key);
    });
  });

/** Looks at the control that has the focus: is its ring there, does it stand out, does anything lie over it? */
const look = (page: Page): Promise<Step> =>
  page.evaluate(() => {
    const control = document.activeElement;
    if (!(control instanceof HTMLElement) || control === document.body) return { control: null, faults: [] };
    // A grid hands the focus on to one of its rows.
    const stop = control.dataset['stop'] ?? control.closest<HTMLElement>('[role=grid]')?.dataset['stop'];
    if (stop === undefined) return { control: null, faults: [] };
    const number = Number(stop);

    const faults: string[] = [];
    const name = `${control.tagName}.${control.className} "${control.textContent}"`;
    // The ring of a field that is not seen itself stands on what is seen instead.
    const seen = control.matches('[type=radio], [type=checkbox]')
      ? [control.closest('label')]
      : [control, control.nextElementSibling];
    const bearer = seen.find((element) => {
      if (!(element instanceof HTMLElement)) return false;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 3;
    });
    if (!(bearer instanceof HTMLElement)) return { control: number, faults: [`no ring: ${name}`] };

    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const luminance = (colour: string): number => {
      if (canvas === null) return NaN;
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0] = Array.from(canvas.getImageData(0, 0, 1, 1).data, (value) => {
        const part = value / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const contrast = (one: string, other: string): number => {
      const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((x, y) => x - y);
      return (high + 0.05) / (low + 0.05);
    };
    const isDrawn = (colour: string): boolean => colour !== 'rgba(0, 0, 0, 0)' && colour !== 'transparent';
    const surfaceUnder = (element: Element | null): string => {
      if (element === null) return 'white';
      const { backgroundColor } = getComputedStyle(element);
      return isDrawn(backgroundColor) ? backgroundColor : surfaceUnder(element.parentElement);
    };
    const style = getComputedStyle(bearer);
    const isInside = Number.parseFloat(style.outlineOffset) < 0;
    const surface = surfaceUnder(isInside ? bearer : bearer.parentElement);
    const tones = [style.outlineColor, /^[\w-]+\([^)]*\)/.exec(style.boxShadow)?.[0] ?? style.outlineColor];
    const best = Math.max(...tones.map((tone) => contrast(tone, surface)));
    if (!(best >= 3)) faults.push(`ring ${best.toFixed(1)}:1 on ${surface}: ${name}`);

    const box = bearer.getBoundingClientRect();
    const inset = 6;
    const points = [
      [box.left + box.width / 2, box.top + box.height / 2],
      [box.left + inset, box.top + inset],
      [box.right - inset, box.top + inset],
      [box.left + inset, box.bottom - inset],
      [box.right - inset, box.bottom - inset],
    ] as const;
    const isTaller = box.height > innerHeight / 2;
    for (const [x, y] of isTaller ? [] : points) {
      const hit = document.elementFromPoint(x, y);
      const isOurs = hit !== null && (bearer.contains(hit) || hit === control);
      if (!isOurs) faults.push(`covered at ${Math.round(x)},${Math.round(y)} by ${hit?.className}: ${name}`);
    }
    // As much of the ring as is needed to see it, within everything that hides what runs over it.
    const ring = isInside ? 0 : 3;
    for (let part = bearer.parentElement; part !== null && !isTaller; part = part.parentElement) {
      if (getComputedStyle(part).overflowY === 'visible' && part !== document.documentElement) continue;
      const outer = part.getBoundingClientRect();
      const isWhole =
        box.left - ring >= outer.left - 1 &&
        box.right + ring <= outer.right + 1 &&
        box.top - ring >= outer.top - 1 &&
        box.bottom + ring <= outer.bottom + 1;
      if (!isWhole) faults.push(`ring cut off by ${part.tagName}.${part.className}: ${name}`);
    }
    return { control: number, faults };
  });

/**
 * Goes through the standing screen with Tab and back with Shift+Tab.
 *
 * @returns what was not reached in either direction, and every fault of a focus ring
 */
export const faultsOfTabWalk = async (page: Page): Promise<string[]> => {
  const before = await page.evaluateHandle(() => document.activeElement);
  const names = await numberControls(page);
  // A page that is not there yet has nothing that could be wrong.
  const faults = new Set<string>(names.length === 0 ? ['there is nothing to reach'] : []);
  for (const key of ['Tab', 'Shift+Tab']) {
    const missing = new Set(names.keys());
    // From wherever the focus is, once round, past the ends of the page.
    for (let press = 0; missing.size > 0 && press < 2 * names.length + 4; press += 1) {
      await page.keyboard.press(key);
      const step = await look(page);
      if (step.control !== null) missing.delete(step.control);
      for (const fault of step.faults) faults.add(fault);
    }
    for (const number of missing) faults.add(`${key} does not reach "${names[number]}"`);
  }
  await before.evaluate((element) => {
    if (element instanceof HTMLElement) element.focus();
  });
  return [...faults];
};
