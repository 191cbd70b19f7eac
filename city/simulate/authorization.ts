/** One that the city knows. */
export interface FleetTerminal {
  readonly terminal: string;
  readonly token: string;
}

/** What a terminal shows with each request; it may have to ask for it first. */
export type Authorize = () => Promise<string>;

/** How an invented terminal shows who it is: as a real one does. */
export const authorizationOf =
  ({ token }: FleetTerminal): Authorize =>
  () =>
    Promise.resolve(`Bearer ${token}`);
