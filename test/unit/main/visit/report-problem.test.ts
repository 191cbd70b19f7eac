import { describe, expect, it } from 'vitest';
import { reportReasonSchema } from '../../../../contract/problem-report.ts';
import { enterMeeting, TO_NAME, visitForTest, wipeMeeting } from './visit-for-test.ts';

const FIRST = '00000000-0000-4000-8000-000000000001';

describe('a problem in the meeting', () => {
  it.each(reportReasonSchema.options)(
    'is reported with its reason and the room, and nothing else: %s',
    async (reason) => {
      const world = visitForTest();
      await enterMeeting(world);
      await world.send({ type: 'show-panel', panel: 'report' });
      expect(world.screen()).toMatchObject({ panel: 'report', reported: null });
      await world.send({ type: 'report-problem', reason });
      expect(world.screen()).toMatchObject({ panel: 'report', reported: reason });
      expect(world.factsOf('stadtfenster.visit.reported')).toEqual([{ visit: FIRST, room: 'ag-energie', reason }]);
      await world.send({ type: 'show-panel', panel: 'none' }, { type: 'show-panel', panel: 'report' });
      expect(world.screen()).toMatchObject({ panel: 'report', reported: null });
    },
  );

  it('is none outside of it', async () => {
    const world = visitForTest();
    await world.send(...TO_NAME, { type: 'report-problem', reason: 'insult' }, { type: 'end-by-staff' });
    expect(world.screen().name).toBe('name');
    expect(world.factsOf('stadtfenster.visit.reported')).toEqual([]);
  });

  it('lets the staff end the visit, which is wiped and told like any other', async () => {
    const world = visitForTest();
    await enterMeeting(world);
    await world.clock.pass(5_000);
    await world.send({ type: 'show-panel', panel: 'end' });
    expect(world.screen()).toMatchObject({ name: 'meeting', panel: 'end' });
    await world.send({ type: 'end-by-staff' });
    expect(world.screen().name).toBe('wiping');
    await wipeMeeting(world);
    expect(world.screen()).toMatchObject({ name: 'goodbye', outcome: 'ended-by-staff' });
    expect(world.factsOf('stadtfenster.visit.ended')).toEqual([
      { visit: FIRST, outcome: 'ended-by-staff', step: 'meeting', durationMs: 5_000, meetingMs: 5_000 },
    ]);
  });
});
