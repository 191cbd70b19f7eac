import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ApiContext } from '../api/context.ts';
import { failure } from '../api/failures.ts';
import { mayUse } from '../api/http-session.ts';
import { GRAPHQL_API_PATH } from '../api/server-info.ts';
import type { Meeting } from '../meetings/meeting.ts';
import type { Person } from '../meetings/person.ts';
import type { MeetingStaticData, UserMetadata } from '../wire.ts';

const sessionHeaders = z.object({ 'x-session-token': z.string().min(1) });

type Session = { readonly meeting: Meeting; readonly person: Person };

const staticData = ({ meeting, person }: Session, context: ApiContext): MeetingStaticData => ({
  meeting: [
    {
      name: meeting.plan.name,
      welcomeMsg: meeting.welcome,
      isBreakout: meeting.plan.parentMeetingID !== null,
      notifyRecordingIsOn: meeting.plan.recordingOn && meeting.plan.notifyRecordingIsOn,
      logoutUrl:
        person.registration.logoutUrl ??
        meeting.plan.logoutUrl ??
        context.settings.defaultLogoutUrl ??
        `${context.url()}/`,
      clientSettings: { clientSettingsJson: { public: { app: context.settings.client } } },
    },
  ],
});

const userMetadata = ({ person }: Session): UserMetadata => ({
  user_metadata: Object.entries(person.registration.userdata).map(([parameter, value]) => ({ parameter, value })),
});

/**
 * What the client asks for before it opens its connection. Both want the session token in
 * `x-session-token` and the JSESSIONID of the join; without either the answer is 401.
 */
export const dataRoutes: FastifyPluginCallback<{ readonly context: ApiContext }> = (app, { context }, done) => {
  const forSession =
    (answer: (session: Session, context: ApiContext) => unknown) =>
    (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
      const headers = sessionHeaders.safeParse(request.headers);
      const session = headers.success ? context.meetings.findSession(headers.data['x-session-token']) : null;
      reply.header('cache-control', 'no-cache');
      if (session === null || !mayUse(session.meeting, session.person, request.headers.cookie)) {
        const { key, message } = failure(headers.success ? 'missingSession' : 'missingToken');
        return reply.status(401).send({ response: { returncode: 'FAILED', messageKey: key, message } });
      }
      return reply.send(answer(session, context));
    };

  app.get(`${GRAPHQL_API_PATH}/meetingStaticData`, forSession(staticData));
  app.get(`${GRAPHQL_API_PATH}/userMetadata`, forSession(userMetadata));
  done();
};
