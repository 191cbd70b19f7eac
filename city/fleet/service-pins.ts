import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { PIN_MAX, PIN_MIN, pinSchema, servicePinSchema, serviceRoleSchema } from '../../contract/service-pin.ts';
import { OperatorProblem } from '../operator-problem.ts';
import { argon2Of } from '../secrets/argon2.ts';
import type { Database } from '../store/open-store.ts';
import { servicePins } from '../store/schema.ts';
import { noteChange } from './terminal-configuration.ts';

/** Digits of a PIN that nobody has chosen. */
const RANDOM_DIGITS = 8;

/** Whom a PIN is for; without one it is a random one. */
export const newPinRequestSchema = z.object({ role: serviceRoleSchema, pin: z.string().optional() });
export type NewPinRequest = z.infer<typeof newPinRequestSchema>;

const randomPin = (): string => Array.from({ length: RANDOM_DIGITS }, () => randomInt(10)).join('');

/** 111111, 123456, 987654: what people try first. */
const isGuessable = (pin: string): boolean => {
  const digits = Array.from(pin, Number);
  const steps = new Set(digits.slice(1).map((digit, index) => digit - (digits[index] ?? 0)));
  const [step = 0] = steps;
  return steps.size === 1 && Math.abs(step) <= 1;
};

/**
 * Gives a role a PIN for the service menu of all terminals; the earlier one of this role stops working, at each
 * terminal once it has heard of it.
 * @returns the PIN; it cannot be read again later
 * @throws OperatorProblem when it may not be one
 */
export const createServicePin = async (db: Database, request: NewPinRequest, now: number): Promise<string> => {
  const role = serviceRoleSchema.safeParse(request.role);
  if (!role.success) throw new OperatorProblem('A PIN is for one of the roles operator and librarian.');
  const pin = pinSchema.safeParse(request.pin ?? randomPin());
  if (!pin.success) throw new OperatorProblem(`A PIN has ${PIN_MIN} to ${PIN_MAX} digits and nothing else.`);
  if (isGuessable(pin.data)) {
    if (request.pin === undefined) return createServicePin(db, request, now);
    throw new OperatorProblem('This PIN is one that people try first; take digits without such a row.');
  }
  const made = servicePinSchema.parse({
    role: role.data,
    hash: await argon2Of(pin.data),
  });
  const row = { ...made, createdAt: new Date(now) };
  await db.transaction(async (tx) => {
    await tx.insert(servicePins).values(row).onConflictDoUpdate({ target: servicePins.role, set: row });
    await noteChange(tx, now);
  });
  return pin.data;
};
