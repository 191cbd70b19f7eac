import type { StoredEvent } from './event-store.ts';
import { summarizeEvent } from './event-summary.ts';

const TYPE_PREFIX = 'stadtfenster.';
const SOURCE_PREFIX = '/terminals/';

/** Events as rows of text: time, terminal, type, summary; the columns as wide as they need. */
export class EventTable {
  readonly #time: Intl.DateTimeFormat;
  #widths: readonly number[] = [];

  /** @param timeZone in which times are shown; this machine's when undefined */
  constructor(timeZone?: string) {
    // Swedish writes dates as ISO 8601 does.
    this.#time = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone });
  }

  /** The heading and one line per event; when called again, lines that go on under the same heading. */
  render(events: readonly StoredEvent[]): string {
    const rows = events.map(({ event }) => [
      this.#time.format(new Date(event.time)),
      event.source.slice(SOURCE_PREFIX.length),
      event.type.slice(TYPE_PREFIX.length),
      summarizeEvent(event),
    ]);
    const all = this.#widths.length === 0 ? [['time', 'terminal', 'type', 'what happened'], ...rows] : rows;
    this.#widths = [0, 1, 2].map((column) =>
      Math.max(this.#widths[column] ?? 0, ...all.map((row) => row[column]?.length ?? 0)),
    );
    return all
      .map((row) =>
        row
          .map((cell, column) => cell.padEnd(this.#widths[column] ?? 0))
          .join('  ')
          .trimEnd(),
      )
      .join('\n');
  }
}
