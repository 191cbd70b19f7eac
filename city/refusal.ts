import { CITY_ERROR_STATUS, type CityErrorCode } from '../contract/city-api.ts';
import { DASHBOARD_ERROR_STATUS, type DashboardErrorCode } from '../contract/dashboard.ts';

const STATUS = { ...CITY_ERROR_STATUS, ...DASHBOARD_ERROR_STATUS } as const;

/** A request that the city does not fulfil, with the code and sentence the terminal or browser gets. */
export class Refusal extends Error {
  readonly code: CityErrorCode | DashboardErrorCode;
  /** When asking again may help, in whole seconds from now; null when that is not known. */
  readonly retryAfterSeconds: number | null;

  /**
   * @param code what the terminal acts on
   * @param message one English sentence for operators; never holds what a visitor typed
   */
  constructor(code: CityErrorCode | DashboardErrorCode, message: string, retryAfterSeconds: number | null = null) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** The HTTP status that belongs to the code. */
  get status(): number {
    return STATUS[this.code];
  }
}
