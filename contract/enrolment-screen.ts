import type { FailureCode } from './failure.ts';

/** Why an enrolment leads no further: what was typed, what the camera saw, or what the city says. */
export type EnrolmentProblem =
  'city-address-wrong' | 'city-address-other' | 'code-incomplete' | 'code-unseen' | FailureCode;

/** What the screen for enrolling a terminal draws from. */
export interface EnrolmentScreen {
  readonly name: 'enrolment';
  /**
   * `notice` says that the terminal is out of service; `city` asks where, `code` asks for the code, `scan` looks for
   * it with the camera; `unattended` is for a code from the command line.
   */
  readonly step: 'notice' | 'city' | 'code' | 'scan' | 'unattended';
  /** Why the terminal has lost its place; null when it never had one. */
  readonly refusal: 'terminal-refused' | 'terminal-cloned' | null;
  /** The address of the city endpoint, as far as it is known. */
  readonly city: string;
  /** Whether the address is given and may not be another one. */
  readonly isCityFixed: boolean;
  readonly problem: EnrolmentProblem | null;
  /** The city is being asked. */
  readonly checking: boolean;
  /** Until when no other code is looked at, in the machine's clock; null when not. */
  readonly waitUntil: number | null;
}
