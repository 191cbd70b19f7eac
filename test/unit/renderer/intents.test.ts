import { describe, expect, it } from 'vitest';
import type { Intent } from '../../../contract/ipc.ts';
import { createIntentSender } from '../../../renderer/intents.ts';

const start = () => {
  const sent: Intent[] = [];
  let time = 0;
  const sender = createIntentSender({ send: (intent) => sent.push(intent) }, () => time);
  return { sent, sender, pass: (milliseconds: number) => (time += milliseconds) };
};

describe('the one way from the screens to the main process', () => {
  it('holds back a second intent until the first is answered', () => {
    const { sent, sender } = start();
    sender.send({ type: 'choose-room', room: 'energie' });
    sender.send({ type: 'choose-room', room: 'wirtschaft' });
    expect(sent).toEqual([{ type: 'choose-room', room: 'energie' }]);

    sender.answered();
    sender.send({ type: 'decline-terms' });
    expect(sent).toHaveLength(2);
  });

  it('holds back no key: they come faster than answers, and each counts', () => {
    const { sent, sender } = start();
    sender.send({ type: 'show-panel', panel: 'keyboard' });
    for (const text of 'Grüße') sender.send({ type: 'press-key', key: { text } });
    expect(sent).toHaveLength(6);
    sender.send({ type: 'leave' });
    expect(sent).toHaveLength(6);
  });

  it('does not wait for ever for an answer', () => {
    const { sent, sender, pass } = start();
    sender.send({ type: 'refresh-rooms' });
    pass(999);
    sender.send({ type: 'refresh-rooms' });
    expect(sent).toHaveLength(1);
    pass(1);
    sender.send({ type: 'refresh-rooms' });
    expect(sent).toHaveLength(2);
  });

  it('tells of touches once a second, and at once when it is urgent', () => {
    const { sent, sender, pass } = start();
    sender.touch(false);
    pass(999);
    sender.touch(false);
    expect(sent).toHaveLength(1);
    sender.touch(true);
    expect(sent).toHaveLength(2);
    pass(1000);
    sender.touch(false);
    expect(sent).toEqual([{ type: 'activity' }, { type: 'activity' }, { type: 'activity' }]);
  });

  it('lets an intent pass right after a touch', () => {
    const { sent, sender } = start();
    sender.touch(false);
    sender.send({ type: 'begin' });
    expect(sent).toEqual([{ type: 'activity' }, { type: 'begin' }]);
  });
});
