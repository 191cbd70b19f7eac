import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Behaviour } from '../behaviour.ts';
import { rawQueryOf } from '../raw-url.ts';
import { failed, xmlOf, type Answer } from './answers.ts';
import { isSigned } from './checksum.ts';
import type { ApiContext } from './context.ts';
import { create } from './create.ts';
import { failure } from './failures.ts';
import { httpSessionOf, sessionCookie } from './http-session.ts';
import { clientUrlFor, errorRedirect, join, joinedAnswer } from './join.ts';
import { end, getMeetingInfo, getMeetings, isMeetingRunning } from './meeting-calls.ts';
import { readParameters, type Parameters } from './parameters.ts';
import { randomHttpSession } from './random.ts';
import { serverInfo } from './server-info.ts';

export const API_PATH = '/bigbluebutton/api';

export interface ApiRoutesOptions {
  readonly context: ApiContext;
  readonly secret: string;
  readonly behaviour: () => Behaviour;
}

const CALLS: Readonly<Record<string, (parameters: Parameters, context: ApiContext) => Answer>> = {
  create,
  end,
  isMeetingRunning,
  getMeetingInfo,
  getMeetings,
};

const HTML_ANSWER = '<!doctype html><html lang="en"><title>Welcome</title><p>This is not the API.</p></html>';

const formBodyOf = (request: FastifyRequest): string =>
  request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true
    ? z.string().catch('').parse(request.body)
    : '';

const sendXml = (reply: FastifyReply, answer: Answer): FastifyReply =>
  reply.header('cache-control', 'no-cache').type('text/xml; charset=utf-8').send(xmlOf(answer));

/**
 * The HTTP API. Every answer has status 200, also a failure: only the XML says how it went.
 * A body that is no form (slides, settings as XML) is accepted and not looked at.
 */
export const apiRoutes: FastifyPluginCallback<ApiRoutesOptions> = (app, { context, secret, behaviour }, done) => {
  const read = (request: FastifyRequest, callName: string): { signed: boolean; parameters: Parameters } => {
    const rawQuery = rawQueryOf(request);
    const { parameters, checksums } = readParameters(rawQuery, formBodyOf(request));
    const { supportedChecksumAlgorithms } = context.settings;
    return { signed: isSigned(callName, rawQuery, checksums, secret, supportedChecksumAlgorithms), parameters };
  };

  app.addHook('onRequest', async (_request, reply) => {
    context.meetings.sweep(context.now());
    const { delayMs, answers } = behaviour();
    if (delayMs > 0) await sleep(delayMs);
    if (answers === 'html') await reply.type('text/html; charset=utf-8').send(HTML_ANSWER);
  });

  for (const path of [API_PATH, `${API_PATH}/`]) {
    app.get(path, async (request, reply) => {
      const info = serverInfo(context.url());
      if (request.headers['content-type']?.startsWith('application/json') === true) return { response: info };
      return sendXml(reply, info);
    });
  }

  for (const [callName, call] of Object.entries(CALLS)) {
    app.route({
      method: ['GET', 'POST'],
      url: `${API_PATH}/${callName}`,
      handler: (request, reply) => {
        const { signed, parameters } = read(request, callName);
        if (!signed) return sendXml(reply, failed([failure('checksumError')]));
        const { createFails } = behaviour();
        if (callName === 'create' && createFails !== null) return sendXml(reply, failed([failure(createFails)]));
        return sendXml(reply, call(parameters, context));
      },
    });
  }

  app.get(`${API_PATH}/join`, (request, reply) => {
    const { signed, parameters } = read(request, 'join');
    // Never to an address of the caller's: whoever cannot sign could send people anywhere with our name on it.
    if (!signed) return sendXml(reply, failed([failure('checksumError')]));

    const redirects = parameters['redirect']?.toLowerCase() !== 'false';
    const { joinFails } = behaviour();
    const known = httpSessionOf(request.headers.cookie);
    const httpSession = known !== null && context.meetings.knowsHttpSession(known) ? known : randomHttpSession();
    const outcome =
      joinFails === null
        ? join(parameters, httpSession, redirects, context)
        : ({ joined: false, failures: [failure(joinFails)] } as const);

    if (!outcome.joined) {
      if (!redirects || joinFails === 'checksumError') return sendXml(reply, failed(outcome.failures));
      const fallback = context.settings.defaultLogoutUrl ?? `${context.url()}/`;
      return reply.redirect(errorRedirect(parameters, outcome.failures, fallback), 302);
    }
    reply.header('set-cookie', sessionCookie(httpSession));
    return redirects
      ? reply.redirect(clientUrlFor(outcome.person, context), 302)
      : sendXml(reply, joinedAnswer(outcome.meeting, outcome.person, context));
  });

  // Since 3.0 a join is a page that is opened, not a form that is sent.
  app.post(`${API_PATH}/join`, (_request, reply) => reply.status(405).header('allow', 'GET').send());
  done();
};
