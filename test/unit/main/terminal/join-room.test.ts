import { expect, it } from 'vitest';
import type { HostPattern } from '../../../../contract/meeting-host.ts';
import type { JoinResult } from '../../../../main/visit/ports.ts';
import { layConfiguration } from '../../../../main/terminal/configuration.ts';
import { joinRoomWith } from '../../../../main/terminal/join-room.ts';
import { ANSWER } from '../visit/visit-for-test.ts';

const HOST = ANSWER.meetingHosts[0] ?? '';
const REQUEST = { part: 'listen', checked: true, locale: 'de', termsVersion: '2026-11', name: 'Ada Lovelace' } as const;
const GOOD: JoinResult = { ok: true, value: ANSWER };
const OUTDATED: JoinResult = { ok: false, code: 'terms-outdated' };
const FOREIGN: JoinResult = { ok: false, code: 'meeting-foreign' };

it.each<readonly [string, readonly HostPattern[] | undefined, JoinResult, JoinResult, object]>([
  ['good where any host is allowed', undefined, GOOD, GOOD, { found: [HOST], refreshed: [] }],
  ['good where its host is allowed', [HOST], GOOD, GOOD, { found: [HOST], refreshed: [] }],
  ['none where it is not', ['other.example'], GOOD, FOREIGN, { found: [], refreshed: [] }],
  ['a reason to ask for the new terms', undefined, OUTDATED, OUTDATED, { found: [], refreshed: [true] }],
])('a join is %s', async (_what, hosts, answer, result, seen) => {
  const found: (string | null)[] = [];
  const refreshed: (boolean | undefined)[] = [];
  const join = joinRoomWith({
    link: { join: () => Promise.resolve(answer) },
    configuration: {
      current: () => layConfiguration({ hosts: hosts === undefined ? undefined : [...hosts] }, null),
      refresh: (areTermsOutdated) => {
        refreshed.push(areTermsOutdated);
        return Promise.resolve({ ok: true, value: null });
      },
    },
    found: (host) => found.push(host),
  });
  expect(await join('ag-energie', REQUEST, AbortSignal.timeout(1000))).toEqual(result);
  expect({ found, refreshed }).toEqual(seen);
});
