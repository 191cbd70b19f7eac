import { DASHBOARD_PATHS, type OpenCall, openCallsSchema } from '../../contract/dashboard.ts';
import { answer, ask } from './city-api.ts';

/** Who waits for the staff, the longest wait first. */
export const readHelpCalls = async (): Promise<readonly OpenCall[]> =>
  (await answer(openCallsSchema, ask(DASHBOARD_PATHS.helpCalls))).calls;

/** Tells the person at the terminal that somebody is coming. */
export const answerHelpCall = async (id: string): Promise<void> => {
  await answer(openCallsSchema, ask(DASHBOARD_PATHS.helpAnswer(id), { method: 'POST' }));
};
