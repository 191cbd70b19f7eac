import type { Locale } from '../../contract/locale.ts';
import { expect, ROOM, type Terminal } from './fixtures.ts';
import type { Gate } from './gate.ts';

/**
 * Leads one visitor through every screen, into trouble and out of it.
 *
 * @param terminal launched with `joinCancelSeconds: 0`
 * @param look is called on each screen with its name
 */
export const visitEveryScreen = async (
  terminal: Terminal,
  gate: Gate,
  locale: Locale,
  look: (screen: string) => Promise<void>,
): Promise<void> => {
  const visitor = terminal.as(locale);
  const { screens } = terminal;
  if (locale === 'de') {
    await look('attract');
    await visitor.begin();
  } else {
    await visitor.touch('English');
  }
  await visitor.sees(visitor.texts.rooms.heading);
  await look('rooms');
  await visitor.touch(visitor.texts.code.open);
  await visitor.sees(visitor.texts.code.heading);
  await look('code');
  await visitor.enterCode('0123456780');
  await expect(screens.getByText(visitor.texts.failure['code-wrong'].sentence).first()).toBeVisible();
  await look('code, wrong');
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
  await visitor.touch(visitor.texts.meeting.help);
  await visitor.sees(visitor.texts.help.heading);
  await look('meeting, help');
  await visitor.touch(visitor.texts.help.close);
  await visitor.touch(visitor.texts.meeting.leave);
  await visitor.sees(visitor.texts.leave.heading);
  await look('meeting, leave');
  await visitor.touch(visitor.texts.leave.leave);
  await visitor.sees(visitor.texts.goodbye.heading);
  await look('goodbye');
};
