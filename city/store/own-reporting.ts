import { EVENT_BATCH_MAX, type Reporting } from '../../contract/reporting.ts';

/** How this endpoint wants its terminals to report, unless its city has another place for that. */
export const OWN_REPORTING: Reporting = { contentMode: 'batch', maxBatchEvents: EVENT_BATCH_MAX };
