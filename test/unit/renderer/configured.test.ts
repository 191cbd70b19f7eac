import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Screen } from '../../../contract/snapshot.ts';
import { draw, wordsOf } from './draw.tsx';
import { fresh, NOW, SCREENS, snapshotOf } from './snapshots.ts';

beforeEach(() => void vi.useFakeTimers({ now: NOW }));
afterEach(() => void vi.useRealTimers());

const screenNamed = (name: string): Screen => {
  const found = SCREENS.find(([known]) => known === name)?.[1];
  if (found === undefined) throw new Error(`There is no screen ${name}.`);
  return found;
};

const TEXTS = {
  version: '1',
  welcome: { de: 'Willkommen in Musterstadt.' },
  help: { de: 'An der Theke.', en: 'At the desk.' },
};

describe("the city's own words", () => {
  it('of welcome stand in the place of ours, in German where there are no others', () => {
    const attract = { name: 'attract' } as const;
    expect(wordsOf(draw(snapshotOf(attract)))).toContain('Sie brauchen kein Konto.');
    const html = draw(snapshotOf(attract, { locale: 'en', texts: TEXTS }));
    expect(html).toContain('<p class="lead" dir="auto" lang="de">Willkommen in Musterstadt.</p>');
    expect(wordsOf(html)).not.toContain('account');
    // Words for help alone leave ours where they are.
    expect(wordsOf(draw(snapshotOf(attract, { texts: { version: '1', help: TEXTS.help } })))).toContain('kein Konto');
  });

  it.each(['meeting, help', 'blocked'])('for help stand where help is: %s', (name) => {
    expect(wordsOf(draw(snapshotOf(screenNamed(name), { texts: TEXTS })))).toContain('An der Theke.');
    expect(wordsOf(draw(snapshotOf(screenNamed(name), { texts: TEXTS, locale: 'en' })))).toContain('At the desk.');
    expect(wordsOf(draw(snapshotOf(screenNamed(name))))).not.toContain('Theke');
  });
});

describe('how people hear at a terminal', () => {
  it('is said before they speak and on the way in', () => {
    for (const name of ['check', 'joining']) {
      const words = (audio: 'headset' | 'speakerphone' | 'listen-only' | null): string =>
        wordsOf(draw(snapshotOf(screenNamed(name), { audio })));
      expect(words('headset')).toContain('Bitte setzen Sie den Kopfhörer auf.');
      expect(words('speakerphone')).toContain('Alle im Raum hören mit.');
      for (const silent of [words(null), words('listen-only')]) expect(silent).not.toMatch(/Kopfhörer|Alle im Raum/);
    }
  });

  it('leaves nothing to choose where nobody speaks', () => {
    const choice = wordsOf(draw(snapshotOf(screenNamed('name'))));
    expect(choice).toContain('Auch sprechen');
    const words = wordsOf(draw(snapshotOf(screenNamed('name'), { audio: 'listen-only' })));
    expect(words).not.toContain('Auch sprechen');
    expect(words).toContain('An diesem Gerät können Sie nicht sprechen.');
    expect(words).toContain('Raum betreten');
    expect(wordsOf(draw(snapshotOf(screenNamed('meeting, help'), { audio: 'listen-only' })))).not.toContain(
      'Sprechen:',
    );
  });
});

describe('a terminal that shows no room', () => {
  it('asks for a code where one leads on, and says that there are none where none does', () => {
    const rooms = { name: 'rooms' } as const;
    const byCode = wordsOf(draw(snapshotOf(rooms, { rooms: fresh([]), codeOpensMore: true })));
    expect(byCode).toContain('Für die Räume brauchen Sie hier einen Code.');
    expect(byCode).toContain('Ich habe einen Code');
    const none = wordsOf(draw(snapshotOf(rooms, { rooms: fresh([]) })));
    expect(none).toContain('Zurzeit gibt es keine Räume.');
    expect(none).not.toContain('Ich habe einen Code');
    // With rooms that are shown, the code has its quiet place beside them.
    expect(draw(snapshotOf(rooms, { codeOpensMore: true }))).not.toContain('data-rank="primary"');
  });
});
