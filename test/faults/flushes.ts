/** What strace(1) says of a visit's event: written to the spool's log, that log brought to the disk, told to others. */
export interface Flushes {
  /** Confirmed after the log with their event was on the disk. */
  readonly inOrder: readonly string[];
  /** Confirmed without that. */
  readonly tooSoon: readonly string[];
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g;
const IN_LOG = /\b\d{6}\.log>/;

/**
 * Reads what `strace -f -y` wrote of `write`, `fdatasync` and `fsync`: lines in the order of what happened, calls that
 * others came between in two halves (`<unfinished ...>`, `<... resumed>`).
 */
export const readFlushes = (trace: string): Flushes => {
  const written = new Set<string>();
  const flushed = new Set<string>();
  /** By thread: what the flush that it has begun covers. */
  const underWay = new Map<string, readonly string[]>();
  const inOrder: string[] = [];
  const tooSoon: string[] = [];
  for (const line of trace.split('\n')) {
    const [, thread = '', rest = ''] = /^(\d+) +(.*)$/.exec(line) ?? [];
    const visits = rest.match(UUID) ?? [];
    if (/^(?:fdatasync|fsync)\(/.test(rest) && IN_LOG.test(rest)) underWay.set(thread, [...written]);
    if (/\b(?:fdatasync|fsync)\b.*= 0$/.test(rest)) {
      for (const visit of underWay.get(thread) ?? []) flushed.add(visit);
      underWay.delete(thread);
    }
    if (!/^write\(/.test(rest)) continue;
    if (IN_LOG.test(rest)) for (const visit of visits) written.add(visit);
    if (rest.includes('"confirmed ')) for (const visit of visits) (flushed.has(visit) ? inOrder : tooSoon).push(visit);
  }
  return { inOrder, tooSoon };
};
