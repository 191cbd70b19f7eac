import { describe, expect, it } from 'vitest';
import { receiptSchema, wipeItemSchema, wipeResultSchema } from '../../../contract/receipt.ts';

describe('a receipt', () => {
  it('says for each thing that was looked after what came of it', () => {
    const items = wipeItemSchema.options.flatMap((item) =>
      wipeResultSchema.options.map((result) => ({ item, result })),
    );
    expect(receiptSchema.parse({ durationMs: 12.5, items }).items).toEqual(items);
  });

  it.each([
    ['a thing nobody knows', { durationMs: 1, items: [{ item: 'Ada Lovelace', result: 'verified' }] }],
    ['a result nobody knows', { durationMs: 1, items: [{ item: 'cookies', result: 'Ada=1' }] }],
    ['a remark to a thing', { durationMs: 1, items: [{ item: 'cookies', result: 'failed', detail: 'Ada=1' }] }],
    ['a remark to the whole', { durationMs: 1, items: [], note: 'Ada was here' }],
    ['less than no time', { durationMs: -1, items: [] }],
    ['no things', { durationMs: 1 }],
  ])('has no place for %s', (_what, receipt) => {
    expect(receiptSchema.safeParse(receipt).success).toBe(false);
  });
});
