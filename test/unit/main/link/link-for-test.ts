import { DEFAULT_REPORTING } from '../../../../contract/reporting.ts';
import { createCityLink, type CityLink, type CityLinkOptions } from '../../../../main/link/city.ts';
import { fetchWithToken } from '../../../fetch-with-token.ts';
import { START } from '../hand-clock.ts';

export const TOKEN = 'bibliothek-1.abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ';

/** The line of a terminal to a city, through the network of this machine. */
export const linkTo = (city: string, options: Partial<CityLinkOptions> = {}): CityLink =>
  createCityLink({
    city,
    fetch,
    fetchFromCity: fetchWithToken(TOKEN, options.fetch),
    now: () => START,
    answerSeconds: () => 5,
    reporting: () => DEFAULT_REPORTING,
    ...options,
  });
