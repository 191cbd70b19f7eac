import { describe, expect, it } from 'vitest';
import { hourOf, phaseOfDay } from '../../../../renderer/time/day-phase.ts';

describe('the light of the hour', () => {
  it.each([
    [0, 'night'],
    [5.99, 'night'],
    [6, 'morning'],
    [9, 'day'],
    [17, 'evening'],
    [20, 'night'],
    [23.99, 'night'],
  ] as const)('%d is %s', (hour, phase) => {
    expect(phaseOfDay(hour)).toBe(phase);
  });

  it('is that of the city', () => {
    expect(hourOf(Date.parse('2026-11-21T16:30:00Z'), { locale: 'de', timeZone: 'Europe/Berlin' })).toBe(17.5);
  });
});
