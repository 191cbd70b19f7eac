import { cityAddressSchema } from '../../contract/city-address.ts';
import { enrolmentCodeSchema } from '../../contract/enrolment-code.ts';

/** The city and the enrolment code that the command line names, if any. */
export interface GivenIdentity {
  readonly city: URL | undefined;
  /** Its bare symbols. */
  readonly code: string | undefined;
}

/** The command line cannot be used; the message is the sentence to print, and never repeats the code. */
export class UsageProblem extends Error {}

/** @throws UsageProblem */
export const parseGivenIdentity = (given: {
  readonly city: string | undefined;
  readonly enrol: string | undefined;
}): GivenIdentity => {
  const city = cityAddressSchema.optional().safeParse(given.city);
  if (!city.success) {
    throw new UsageProblem('--city needs an https address of the city endpoint (http only for 127.0.0.1).');
  }
  const code = enrolmentCodeSchema.optional().safeParse(given.enrol);
  if (!code.success) {
    throw new UsageProblem('--enrol needs an enrolment code as "npm run city -- enrolment-code" prints it.');
  }
  if (code.data !== undefined && city.data === undefined) {
    throw new UsageProblem('--enrol needs to know where: --city URL.');
  }
  return { city: city.data, code: code.data };
};
