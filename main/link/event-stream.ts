/** What comes out of a stream of server-sent events (HTML Living Standard, 9.2). */
export interface StreamEvents {
  /** The data of one event. */
  readonly event: (data: string) => void;
  /** After how many milliseconds the server wants to be asked again when the stream ends. */
  readonly retry: (milliseconds: number) => void;
  /** One event was larger than any may be; it was not kept. */
  readonly oversize: () => void;
}

/**
 * Reads server-sent events piece by piece, as they come.
 * @param limit characters above which an event is dropped
 * @returns takes the next piece of text
 */
export const createEventStreamReader = (limit: number, events: StreamEvents): ((piece: string) => void) => {
  let rest = '';
  let data: string[] = [];
  let size = 0;
  let isTooLarge = false;
  let isAfterReturn = false;

  const dispatch = (): void => {
    if (isTooLarge) events.oversize();
    else if (data.length > 0) events.event(data.join('\n'));
    data = [];
    size = 0;
    isTooLarge = false;
  };

  const takeLine = (line: string): void => {
    if (line === '') {
      dispatch();
      return;
    }
    const [field, value = ''] = /^([^:]*):? ?(.*)$/s.exec(line)?.slice(1) ?? [];
    if (field === 'data') {
      size += value.length + 1;
      isTooLarge ||= size > limit;
      if (isTooLarge) data = [];
      else data.push(value);
    } else if (field === 'retry' && /^\d{1,9}$/.test(value)) events.retry(Number(value));
  };

  return (piece) => {
    // The second half of a line's end that came apart from the first.
    const text = isAfterReturn && piece.startsWith('\n') ? piece.slice(1) : piece;
    if (piece !== '') isAfterReturn = piece.endsWith('\r');
    const lines = (rest + text).split(/\r\n|\n|\r/);
    rest = lines.pop() ?? '';
    for (const line of lines) takeLine(line);
    if (rest.length <= limit + 'data: '.length) return;
    // A line without an end must not become all of the memory.
    isTooLarge ||= rest.startsWith('data');
    rest = ':';
  };
};
