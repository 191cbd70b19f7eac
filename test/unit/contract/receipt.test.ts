import { describe, expect, it } from 'vitest';
import { hasTraces, receiptSchema, wipeItemSchema, wipeResultSchema } from '../../../contract/receipt.ts';

describe('a receipt', () => {
  it('says for each thing that was looked after what came of it', () => {
    const items = wipeItemSchema.options.flatMap((item) =>
      wipeResultSchema.options.map((result) => ({ item, result })),
    );
    expect(receiptSchema.parse({ durationMs: 12.5, items }).items).toEqual(items);
  });

  it('has traces of a visitor when anything failed but the sound', () => {
    for (const item of wipeItemSchema.options)
      for (const result of wipeResultSchema.options) {
        const receipt = receiptSchema.parse({ durationMs: 1, items: [{ item, result }] });
        expect(hasTraces(receipt), `${item} ${result}`).toBe(result === 'failed' && item !== 'sound');
      }
    expect(hasTraces({ durationMs: 1, items: [] })).toBe(false);
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
