import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAudience } from '../../../city/commands/audience-options.ts';
import type { CommandContext } from '../../../city/commands/command.ts';
import { listCommands } from '../../../city/commands/list-commands.ts';
import { sendCommand } from '../../../city/commands/send-command.ts';
import type { CommandReport, TerminalReport } from '../../../city/orders/command-reports.ts';
import { isOver, nameAudience, renderCommands, renderResults } from '../../../city/orders/command-table.ts';
import { CITY_PATHS } from '../../../contract/city-api.ts';
import { SEED, startTestCity, STARTING_MS, type TestCity } from './city-for-test.ts';

describe('whom a command is for', () => {
  it.each([
    [{ terminal: 'bib-1', all: false }, { terminal: 'bib-1' }, 'bib-1'],
    [{ site: 'bibliothek', all: false }, { site: 'bibliothek' }, 'site bibliothek'],
    [{ ring: 'early', all: false }, { ring: 'early' }, 'ring early'],
    [{ all: true }, { all: true }, 'all terminals'],
  ])('%j', (given, audience, words) => {
    expect(parseAudience(given)).toEqual(audience);
    expect(nameAudience(parseAudience(given))).toBe(words);
  });

  it.each([
    [{ all: false }, /one of/],
    [{ terminal: 'bib-1', all: true }, /one of/],
    [{ site: 'a', ring: 'b', all: false }, /one of/],
    [{ terminal: 'Bib 1', all: false }, /small letters/],
    [{ ring: '', all: false }, /small letters/],
  ])('%j is refused with a sentence', (given, sentence) => {
    expect(() => parseAudience(given)).toThrow(sentence);
  });
});

const result = (
  terminal: string,
  state: TerminalReport['state'],
  more: Partial<TerminalReport> = {},
): TerminalReport => ({
  terminal,
  state,
  heardAt: null,
  hasAttachment: false,
  ...more,
});
const reportOf = (...terminals: TerminalReport[]): CommandReport => ({
  id: '0193a3a5-4f1c-7000-8000-00000000abcd',
  version: 7,
  audience: { all: true },
  command: { act: 'restart-app' },
  by: 'it',
  issuedAt: 1_764_100_000_000,
  expiresAt: 1_764_103_600_000,
  terminals,
});

describe('results as text', () => {
  it('show first where something is to be done', () => {
    const report = reportOf(
      result('a-1', 'done', { hasAttachment: true }),
      result('b-1', 'failed', { reason: 'no-root-helper' }),
      result('c-1', 'waiting'),
    );
    expect(renderResults(report)).toBe('  b-1: failed (no-root-helper)\n  c-1: waiting\n  a-1: done (has sent it)');
    expect(renderCommands([report])).toMatch(
      /abcd {2}restart-app {2}to all terminals {2}by it, until .*\n {2}b-1: failed/,
    );
    expect([isOver(report), isOver(reportOf(result('a-1', 'done'), result('b-1', 'expired')))]).toEqual([false, true]);
  });

  it('count what nobody would read', () => {
    const many = Array.from({ length: 5000 }, (_, index) => result(`t-${index}`, index < 3 ? 'refused' : 'done'));
    const lines = renderResults(reportOf(...many)).split('\n');
    expect(lines).toHaveLength(21);
    expect([lines[0], lines.at(-1)]).toEqual(['  t-0: refused', '  and 4980 more: done']);
  });
});

let dir: string;
let test: TestCity;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'city-orders-'));
  test = await startTestCity(dir, SEED);
  await test.enrol('pavillon-1', 'pavillon');
}, STARTING_MS);
afterAll(async () => {
  await test.close();
  await rm(dir, { recursive: true, force: true });
});

const run = async (args: readonly string[], context: Partial<CommandContext> = {}): Promise<string[]> => {
  const lines: string[] = [];
  const print = (line: string) => void lines.push(line);
  const isList = args[0] === 'commands';
  const command = isList ? listCommands : sendCommand;
  await command.run([...args.slice(isList ? 1 : 0), '--data', dir], {
    env: {},
    print,
    stop: AbortSignal.timeout(20_000),
    ...context,
  });
  return lines;
};

const tell = (id: string, sequence: number, state: string) =>
  test.post(
    CITY_PATHS.events,
    [
      {
        specversion: '1.0',
        id: `0193a3a5-4f1c-7000-8000-${String(sequence).padStart(12, '0')}`,
        source: '/terminals/bib-1',
        time: '2026-11-18T16:00:00.000Z',
        sequence,
        type: 'stadtfenster.order.result',
        data: { order: id, act: 'collect-logs', state },
      },
    ],
    { type: 'application/cloudevents-batch+json' },
  );

describe('on the command line', () => {
  it('a command is given, waited for, listed, and what it brought is saved', async () => {
    expect(await run(['commands'])).toEqual(['No terminal was told to do anything yet.']);
    let id = '';
    const seen: string[] = [];
    const waiting = sendCommand.run(['collect-logs', '--terminal', 'bib-1', '--wait', '--data', dir], {
      env: {},
      stop: AbortSignal.timeout(20_000),
      print: (line) => {
        seen.push(line);
        if (id === '') id = line;
        if (line === '  bib-1: waiting') void tell(id, 1, 'accepted');
        if (line === '  bib-1: accepted') void tell(id, 2, 'done');
      },
    });
    await waiting;
    expect(seen).toEqual([id, '  bib-1: waiting', '  bib-1: accepted', '  bib-1: done']);

    const log = [{ at: 1, kind: 'visit.ended', detail: 'left' }];
    expect((await test.post(CITY_PATHS.orderAttachment(id), log)).status).toBe(202);
    const file = join(dir, 'log.json');
    expect(await run(['commands', '--id', id, '--terminal', 'bib-1', '--save', file])).toEqual([]);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(log);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await run(['commands', '--last', '1'])).join()).toContain('  bib-1: done (has sent it)');
    const [json = ''] = await run(['commands', '--json']);
    expect(JSON.parse(json)).toMatchObject({ id, command: { act: 'collect-logs' }, terminals: [{ state: 'done' }] });
  });

  it('more than one terminal is asked about first', async () => {
    const more = ['restart-app', '--all'];
    await expect(run(more)).rejects.toThrow(
      'restart-app is for 2 terminals (all terminals); say --yes if you mean it.',
    );
    const person = (answer: string) => ({ isRead: true, firstLine: () => Promise.resolve(answer) });
    await expect(run(more, person('no'))).rejects.toThrow('Nothing was sent.');
    expect(await run(more, person('yes'))).toHaveLength(2);
    expect(await run([...more, '--yes'])).toHaveLength(1);
    expect(await run(['restart-app', '--site', 'pavillon'])).toHaveLength(1);
  });

  it.each([
    [[], /Name one act: reload-configuration/],
    [['reboot', '--all'], /Name one act/],
    [['identify', 'lock', '--all'], /Name one act/],
    [['identify'], /--terminal NAME, --site ID/],
    [['identify', '--terminal', 'nobody-1'], /knows no terminal/],
    [['identify', '--terminal', 'bib-1', '--expires', 'soon'], /--expires is a time like/],
    [['identify', '--terminal', 'bib-1', '--message-de', 'x'], /identify shows no message/],
    [['show-message', '--terminal', 'bib-1'], /--message-de TEXT/],
    [['lock', '--terminal', 'bib-1', '--message-en', 'Closed'], /--message-de TEXT/],
    [['lock', '--terminal', 'bib-1', '--message-de', 'x'.repeat(241)], /at most 240 characters/],
    [['show-message', '--terminal', 'bib-1', '--message-de', 'a\nb'], /one plain line/],
    [['show-message', '--terminal', 'bib-1', '--message-de', 'x', '--seconds', '9'], /--seconds must be/],
    [['commands', '--id', 'nope'], /--id is the long one/],
    [['commands', '--save', '/tmp/x'], /--save needs the command and the terminal/],
    [
      ['commands', '--id', '0193a3a5-4f1c-7000-8000-00000000abcd', '--terminal', 'bib-1', '--save', 'x'],
      /sent nothing/,
    ],
  ])('%j is refused with a sentence', async (args, sentence) => {
    await expect(run(args)).rejects.toThrow(sentence);
  });
});
