/**
 * Reads the body of an answer within bounds: fetch's own `text()` takes whatever comes, for as long as it comes.
 * @param limit bytes above which nothing more is read
 * @param until ends the reading
 * @throws SyntaxError for an answer that is too large, the reason of `until` when it ends, and what the line throws
 */
export const readText = async (response: Response, limit: number, until: AbortSignal): Promise<string> => {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  const stop = (): void => void reader.cancel().catch(() => undefined);
  until.addEventListener('abort', stop);
  try {
    const decoder = new TextDecoder();
    let text = '';
    let size = 0;
    for (;;) {
      until.throwIfAborted();
      const chunk: { readonly value?: unknown } = await reader.read();
      // A body that was stopped ends like a complete one.
      until.throwIfAborted();
      if (!(chunk.value instanceof Uint8Array)) return text + decoder.decode();
      size += chunk.value.byteLength;
      if (size > limit) throw new SyntaxError('answer too large');
      text += decoder.decode(chunk.value, { stream: true });
    }
  } catch (error) {
    stop();
    throw error;
  } finally {
    until.removeEventListener('abort', stop);
  }
};
