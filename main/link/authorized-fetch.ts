/** Where the token for a request comes from. */
export interface TokenKeeper {
  /** The token to go with a request; null without an identity. */
  token(): Promise<string | null>;
  /**
   * The city did not take a token.
   * @returns another one; null when there is none
   */
  renewed(used: string): Promise<string | null>;
}

/**
 * Sends requests with the terminal's bearer token, and once more with a new one when the city says that the token is
 * none (401).
 */
export const authorizedFetch =
  (fetch: (request: Request) => Promise<Response>, keeper: TokenKeeper) =>
  async (request: Request): Promise<Response> => {
    const send = (token: string): Promise<Response> => {
      const carrying = request.clone();
      carrying.headers.set('authorization', `Bearer ${token}`);
      return fetch(carrying);
    };
    const token = await keeper.token();
    if (token === null) return fetch(request);
    const answer = await send(token);
    if (answer.status !== 401) return answer;
    const next = await keeper.renewed(token);
    return next === null ? answer : send(next);
  };
