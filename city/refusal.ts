import { CITY_ERROR_STATUS, type CityErrorCode } from '../contract/city-api.ts';

/** A request that the city does not fulfil, with the code and sentence the terminal gets. */
export class Refusal extends Error {
  readonly code: CityErrorCode;
  /** When asking again may help, in whole seconds from now; null when that is not known. */
  readonly retryAfterSeconds: number | null;

  /**
   * @param code what the terminal acts on
   * @param message one English sentence for operators; never holds what a visitor typed
   */
  constructor(code: CityErrorCode, message: string, retryAfterSeconds: number | null = null) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** The HTTP status that belongs to the code. */
  get status(): number {
    return CITY_ERROR_STATUS[this.code];
  }
}
