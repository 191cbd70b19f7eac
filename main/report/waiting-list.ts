import type { Waiting } from './drop-order.ts';

/** Above so many places of events that are gone, the list is made short again. */
const GONE_MAX = 1_024;

/**
 * What waits in the spool, in its order. LevelDB itself would read past everything that was removed before it finds
 * the oldest, which makes the emptying of a long spool quadratic.
 */
export class WaitingList {
  readonly #events = new Map<number, Waiting>();
  #order: number[] = [];
  /** Before this place everything is gone. */
  #head = 0;
  #bytes = 0;

  get count(): number {
    return this.#events.size;
  }

  get bytes(): number {
    return this.#bytes;
  }

  add(event: Waiting): void {
    const { sequence } = event;
    const known = this.#events.get(sequence);
    this.#bytes += event.bytes - (known?.bytes ?? 0);
    this.#events.set(sequence, event);
    if (known !== undefined) return;
    const last = this.#order.at(-1) ?? 0;
    this.#order.push(sequence);
    if (sequence > last) return;
    this.#order = [...this.#events.keys()].sort((one, other) => one - other);
    this.#head = 0;
  }

  /** What is not there (any more) changes nothing. */
  remove(sequence: number): void {
    const event = this.#events.get(sequence);
    if (event === undefined) return;
    this.#bytes -= event.bytes;
    this.#events.delete(sequence);
  }

  /** The oldest, at most `count`. */
  first(count: number): readonly Waiting[] {
    while (this.#head < this.#order.length && !this.#events.has(this.#order[this.#head] ?? 0)) this.#head += 1;
    if (this.#head > GONE_MAX && this.#head > this.#order.length / 2) {
      this.#order.splice(0, this.#head);
      this.#head = 0;
    }
    const found: Waiting[] = [];
    for (let place = this.#head; place < this.#order.length && found.length < count; place += 1) {
      const event = this.#events.get(this.#order[place] ?? 0);
      if (event !== undefined) found.push(event);
    }
    return found;
  }
}
