import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dialInSchema, telephoneNumberSchema } from '../../../contract/dial-in.ts';
import { digitGroups, numberGroups, spokenGroups } from '../../../renderer/telephone.ts';

describe('a telephone number', () => {
  it.each([
    ['+49 30 23125014', '+49 30 23125014', '+49 30 231 250 14'],
    [' +49 (30) 231-25/014 ', '+49 30 231 25 014', '+49 30 231 25 014'],
    ['+493023125014', '+493023125014', '+49 302 312 5014'],
    ['+12025550123', '+12025550123', '+1 202 555 0123'],
    ['+3544108000', '+3544108000', '+354 410 8000'],
    ['+358 9 1234567', '+358 9 1234567', '+358 9 123 4567'],
  ])('written %j is kept as %j and read as %s', (written, kept, read) => {
    expect(telephoneNumberSchema.parse(written)).toBe(kept);
    expect(numberGroups(kept).join(' ')).toBe(read);
  });

  it.each(['', '030 23125014', '+0 30 23125014', '+49', '+49 30 2312501423125014', 'tel:+493023125014', '+49 30 x'])(
    'is not %j',
    (written) => {
      expect(telephoneNumberSchema.safeParse(written).success).toBe(false);
    },
  );

  const number = fc
    .tuple(fc.stringMatching(/^[1-9]\d{6,14}$/), fc.array(fc.nat(14), { maxLength: 4 }))
    .map(([digits, gaps]) =>
      Array.from(digits, (digit, index) => (gaps.includes(index) && index > 0 ? ` ${digit}` : digit)).join(''),
    )
    .map((grouped) => `+${grouped}`);

  it('loses and gains no digit on the way to the screen and to the ear, and no group is hard to keep in mind', () => {
    fc.assert(
      fc.property(number, (written) => {
        const kept = telephoneNumberSchema.parse(written);
        expect(dialInSchema.safeParse({ number: kept, conference: '72011' }).success).toBe(true);
        const groups = numberGroups(kept);
        const digits = written.replace(/\D/g, '');
        expect(groups.join('').replace(/\D/g, '')).toBe(digits);
        expect(spokenGroups(groups).replace(/\D/g, '')).toBe(digits);
        for (const group of groups) expect(group.length).toBeLessThanOrEqual(4);
      }),
    );
  });

  it('is said digit by digit', () => {
    expect(spokenGroups(numberGroups('+49 30 23125014'))).toBe('plus 4 9, 3 0, 2 3 1, 2 5 0, 1 4');
    expect(spokenGroups(digitGroups('72011'))).toBe('7 2 0, 1 1');
  });
});
