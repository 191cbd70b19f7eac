import type { HelpCallId, HelpRequest } from '../../contract/help.ts';
import type { HelpPorts } from '../visit/help-call.ts';
import type { CityLink } from './city.ts';

/** Calls for the staff over the line to the city, with what its answers mean for the person who waits. */
export const createHelpLine = (link: Pick<CityLink, 'callStaff' | 'lookAtCall' | 'closeCall'>): HelpPorts => ({
  callStaff: async (request: HelpRequest, signal: AbortSignal): Promise<HelpCallId | null> => {
    const answer = await link.callStaff(request);
    if (!answer.ok) return null;
    // Called off before the city had answered: nobody must walk for nothing.
    if (signal.aborted) void link.closeCall(answer.value.id);
    return answer.value.id;
  },
  lookAtCall: async (id) => {
    const answer = await link.lookAtCall(id);
    if (answer.ok) return answer.value.state;
    // The city no longer knows the call, as after a restart.
    return answer.code === 'room-gone' ? 'closed' : 'unheard';
  },
  closeCall: (id) => void link.closeCall(id),
});
