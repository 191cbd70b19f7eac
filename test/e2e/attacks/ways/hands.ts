import type { Attack, Seen, World } from '../attack.ts';
import { inPage } from '../attack.ts';

/** A visitor holds keys together. */
const chord = (
  mechanism: string,
  keys: string,
  tries: string,
  wouldShow: string,
  hasSucceeded: (seen: Seen, world: World) => boolean,
): Attack => ({
  rule: 'key-combinations',
  mechanism,
  tries: `${tries} (${keys})`,
  wouldShow,
  run: async (world) => {
    await inPage(world, `document.querySelector('#words').focus();`);
    world.press(keys);
    return undefined;
  },
  hasSucceeded: async (world) => hasSucceeded(await world.seen(), world),
});

const reload = (mechanism: string, keys: string, tries: string): Attack => ({
  ...chord(mechanism, keys, tries, 'the meeting begun anew, again and again', () => false),
  hasSucceeded: ({ documents }) => documents() > 0,
});

/** A visitor has a mouse with buttons that go back and on; the page stands between two places. */
const mouseButton = (mechanism: 'back' | 'forward', tries: string, leadsTo: string): Attack => ({
  rule: 'mouse-buttons',
  mechanism,
  tries: `${tries} with a button of the mouse`,
  wouldShow: 'the meeting left, or joined once more',
  run: async (world) => {
    await inPage(
      world,
      `for (const place of ['?before', '?here', '?after', '?end']) history.pushState({}, '', place);
       const gone = new Promise((resolve) => addEventListener('popstate', resolve, { once: true }));
       history.go(-2);
       await gone;`,
    );
    await world.click(mechanism);
    return undefined;
  },
  hasSucceeded: async ({ page }) => (await page.evaluate('location.search')) === leadsTo,
});

export const handWays: readonly Attack[] = [
  reload('reload', 'Control+r', 'loads the page again'),
  reload('reload-all', 'Control+Shift+r', 'loads the page again past all caches'),
  chord(
    'zoom-in',
    'Control+Shift+Plus',
    'makes everything larger',
    'a corner of the page for the next visitor',
    ({ zoom }) => zoom > 1,
  ),
  mouseButton('back', 'goes back', '?before'),
  mouseButton('forward', 'goes on', '?after'),
  chord('zoom-out', 'Control+Minus', 'makes everything smaller', 'a page that nobody can read', ({ zoom }) => zoom < 1),
];
