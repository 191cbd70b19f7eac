import { type Usage, USAGE_PATHS, type UsageQuery, usageSchema } from '../../contract/dashboard-usage.ts';
import { answer, ask } from './city-api.ts';

const questionOf = ({ from, to }: UsageQuery): string => `?${new URLSearchParams({ from, to }).toString()}`;

/** What is told of the days that are asked for. */
export const readUsage = (query: UsageQuery): Promise<Usage> =>
  answer(usageSchema, ask(USAGE_PATHS.usage + questionOf(query)));

/** Where the same is as a file. */
export const usageTableAddress = (query: UsageQuery): string => `/${USAGE_PATHS.table}${questionOf(query)}`;
