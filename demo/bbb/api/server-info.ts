import { success, type Answer } from './answers.ts';

export const GRAPHQL_WEBSOCKET_PATH = '/graphql';
export const GRAPHQL_API_PATH = '/api/rest';

/**
 * `GET /bigbluebutton/api`, which needs no checksum: what runs here and where the client finds the rest.
 * @param url the server's own address
 */
export const serverInfo = (url: string): Answer =>
  success({
    version: '2.0',
    apiVersion: '2.0',
    bbbVersion: '',
    graphqlWebsocketUrl: `${url.replace(/^http/, 'ws')}${GRAPHQL_WEBSOCKET_PATH}`,
    graphqlApiUrl: `${url}${GRAPHQL_API_PATH}`,
  });
