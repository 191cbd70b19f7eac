import { type SQL, sql } from 'drizzle-orm';
import { city, events, terminals } from './schema.ts';

/** What is counted of visits: of each kind of event the field whose values are told apart, and how exactly when. */
export const COUNTED = [
  { what: 'visits', type: 'stadtfenster.visit.started', value: sql`'started'`, by: 'hour' },
  { what: 'language', type: 'stadtfenster.visit.joined', value: sql`data ->> 'locale'`, by: 'day' },
  { what: 'part', type: 'stadtfenster.visit.joined', value: sql`data ->> 'part'`, by: 'day' },
  { what: 'outcome', type: 'stadtfenster.visit.ended', value: sql`data ->> 'outcome'`, by: 'day' },
  { what: 'failure', type: 'stadtfenster.visit.failed', value: sql`data ->> 'code'`, by: 'day' },
  { what: 'rating', type: 'stadtfenster.visit.feedback', value: sql`data ->> 'rating'`, by: 'day' },
] as const;

/**
 * Counts visits per site and hour or day of the city, each once: a query of the columns of `visit_counts`.
 * @param came which events are meant, by when they came; those that are settled say nothing of their visits any more
 */
export const countVisits = ({ what, type, value, by }: (typeof COUNTED)[number], came: SQL): SQL => sql`
  select date_trunc(${by}, time, coalesce((select ${city.timeZone} from ${city}), 'UTC')), ${terminals.site}, ${what}::text, value,
    count(*)::int
  from (
    -- Of several feedbacks of one visit the last one counts.
    select distinct on (source, data ->> 'visit') time, source, ${value} as value
    from ${events}
    where type = ${type} and ${came}
    order by source, data ->> 'visit', sequence desc
  ) as counted inner join ${terminals} on source = '/terminals/' || ${terminals.id}
  group by 1, 2, 4`;
