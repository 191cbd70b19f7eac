import type { Page } from '@playwright/test';

/**
 * Texts that are not whole: cut by something that hides what runs over it, beside the window, or out of their button.
 * What ends in an ellipsis is shortened on purpose; it stands in full on the screen before or after.
 */
export const cutOffTexts = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const CONTROLS = 'button, [role=button]';
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const faults: string[] = [];
    for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
      const { parentElement: parent, textContent } = text;
      if (parent === null || textContent === null || textContent.trim() === '') continue;
      if (!parent.checkVisibility({ visibilityProperty: true }) || parent.closest('.only-read') !== null) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      let box = range.getBoundingClientRect();
      // Letters are lower than the box that the font asks for.
      const slack = 1 + 0.15 * Number.parseFloat(getComputedStyle(parent).fontSize);
      for (let part: Element | null = parent; part !== null; part = part.parentElement) {
        const style = getComputedStyle(part);
        if (style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none') break;
        const outer = part.getBoundingClientRect();
        const isEdge = part.matches(CONTROLS) || part === document.documentElement;
        const hidesAcross = isEdge || style.overflowX !== 'visible';
        const hidesDown = isEdge || style.overflowY === 'hidden' || style.overflowY === 'clip';
        const across = hidesAcross && (box.left < outer.left - 1 || box.right > outer.right + 1);
        const down = hidesDown && (box.top < outer.top - slack || box.bottom > outer.bottom + slack);
        if (across || down) {
          faults.push(`"${textContent}" ${across ? 'across' : 'down'} in ${part.tagName}.${part.className}`);
          break;
        }
        // What can be scrolled to is not lost; the part that scrolls must not be cut off itself.
        if (style.overflowY !== 'auto' && style.overflowY !== 'scroll') continue;
        const [top = 0, right = 0, bottom = 0, left = 0] = (
          ['paddingTop', 'paddingRight', 'paddingBottom', 'paddingLeft'] as const
        ).map((side) => Number.parseFloat(style[side]));
        const { x, y, width, height } = outer;
        box = new DOMRect(x + left, y + top, width - left - right, height - top - bottom);
      }
    }
    return faults;
  });

/** The spacing that text must bear (WCAG 1.4.12), through the one way that the page's CSP leaves open. */
export const spaceText = (page: Page, isSpaced: boolean): Promise<void> =>
  page.evaluate(async (wanted) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
      p { margin-block-end: 2em !important; }
    `);
    document.adoptedStyleSheets = wanted ? [sheet] : [];
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  }, isSpaced);
