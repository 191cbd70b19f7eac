import { type SQL, sql } from 'drizzle-orm';
import { events } from './schema.ts';

/** What is counted of visits: of each kind of event the field whose values are told apart. */
export const COUNTED = [
  { what: 'visits', type: 'stadtfenster.visit.started', value: sql`'started'` },
  { what: 'language', type: 'stadtfenster.visit.joined', value: sql`data ->> 'locale'` },
  { what: 'part', type: 'stadtfenster.visit.joined', value: sql`data ->> 'part'` },
  { what: 'outcome', type: 'stadtfenster.visit.ended', value: sql`data ->> 'outcome'` },
  { what: 'failure', type: 'stadtfenster.visit.failed', value: sql`data ->> 'code'` },
  { what: 'rating', type: 'stadtfenster.visit.feedback', value: sql`data ->> 'rating'` },
] as const;

/**
 * Counts visits per hour and terminal, each once: a query of the columns of `visit_counts`.
 * @param came which events are meant, by when they came; those that are settled say nothing of their visits any more
 */
export const countVisits = ({ what, type, value }: (typeof COUNTED)[number], came: SQL): SQL => sql`
  select date_trunc('hour', time), substr(source, length('/terminals/') + 1), ${what}::text, value, count(*)::int
  from (
    -- Of several feedbacks of one visit the last one counts.
    select distinct on (source, data ->> 'visit') time, source, ${value} as value
    from ${events}
    where type = ${type} and ${came}
    order by source, data ->> 'visit', sequence desc
  ) as counted
  group by 1, 2, 4`;
