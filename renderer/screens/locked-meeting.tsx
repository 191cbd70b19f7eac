import { useEffect, useRef } from 'react';
import { CircleHelp, KeyRound, Lock, LockOpen, X } from 'lucide-react';
import type { CodeEntry, Locked, Screen } from '../../contract/snapshot.ts';
import { Button } from '../design/button.tsx';
import { CityClock } from '../design/city-clock.tsx';
import { useAnnouncement } from '../design/live-regions.tsx';
import { RoomTitle } from '../design/room-title.tsx';
import { useTerminal } from '../terminal-context.ts';
import { CallStaff } from './call-staff.tsx';
import { useCodeForm } from './code.tsx';
import { Panel } from './panel.tsx';
import { Rejoining } from './rejoining.tsx';

type MeetingScreen = Extract<Screen, { readonly name: 'meeting' }>;

const CodePanel = ({ entry }: { readonly entry: CodeEntry }) => {
  const { send, t } = useTerminal();
  const { form, next } = useCodeForm(entry);
  return (
    <Panel name="code" title={t('locked.heading')}>
      {form}
      <div className="panel-actions">
        <Button rank="secondary" icon={<X aria-hidden />} onPress={() => send({ type: 'show-panel', panel: 'none' })}>
          {t('locked.cancel')}
        </Button>
        <Button rank="primary" icon={<LockOpen aria-hidden />} onPress={next}>
          {t('locked.unlock')}
        </Button>
      </div>
    </Panel>
  );
};

const HelpPanel = () => {
  const { send, t } = useTerminal();
  return (
    <Panel name="help" title={t('help.heading')}>
      <p>{t('locked.help')}</p>
      <CallStaff />
      <div className="panel-actions">
        <Button rank="primary" icon={<X aria-hidden />} onPress={() => send({ type: 'show-panel', panel: 'none' })}>
          {t('help.close')}
        </Button>
      </div>
    </Panel>
  );
};

interface LockedMeetingProps {
  readonly screen: MeetingScreen;
  readonly locked: Locked;
}

/**
 * The bar of a meeting that goes on while nobody may lead it from here: what that is, the time, the way to the
 * code, and help. The meeting's page lies under this one and takes no input.
 */
export const LockedMeeting = ({ screen: { room, panel, rejoining }, locked: { code } }: LockedMeetingProps) => {
  const { snapshot, send, t } = useTerminal();
  const codeButton = useRef<HTMLButtonElement>(null);
  const helpButton = useRef<HTMLButtonElement>(null);
  const isEntering = code !== null;
  const isHelping = panel === 'help';
  // The focus goes back to the button that opened the panel, once it is closed.
  useEffect(() => {
    const opener = isEntering ? codeButton : isHelping ? helpButton : null;
    return () => opener?.current?.focus();
  }, [isEntering, isHelping]);
  useAnnouncement('assertive', `${t('locked.state')} ${t('locked.goesOn')}`);
  return (
    <main className="meeting">
      {rejoining !== undefined && !isEntering && !isHelping && (
        <Rejoining key={rejoining.cause} away={rejoining} mayLeave={false} />
      )}
      {isEntering && <CodePanel entry={code} />}
      {isHelping && <HelpPanel />}
      <div className="bar" data-theme="dark" role="region" aria-label={t('meeting.label')}>
        <p className="lock">
          <Lock aria-hidden />
          <strong>{t('locked.state')}</strong>
        </p>
        <div className="bar-words">
          <h1 className="bar-title">
            <RoomTitle room={room} />
          </h1>
          {snapshot.help === 'none' ? (
            <p className="bar-times">
              {rejoining === undefined && `${t('locked.goesOn')} · `}
              <CityClock />
            </p>
          ) : (
            <p className="bar-call">{t(`call.short.${snapshot.help}`)}</p>
          )}
        </div>
        <div className="bar-tools">
          <button
            ref={codeButton}
            type="button"
            className="bar-button lock-code"
            aria-expanded={isEntering}
            onClick={() => send(isEntering ? { type: 'show-panel', panel: 'none' } : { type: 'open-code' })}
          >
            <KeyRound aria-hidden />
            <span>{t('locked.enter')}</span>
          </button>
          <button
            ref={helpButton}
            type="button"
            className="bar-button"
            data-call={snapshot.help}
            aria-expanded={isHelping}
            onClick={() => send({ type: 'show-panel', panel: isHelping ? 'none' : 'help' })}
          >
            <CircleHelp aria-hidden />
            <span>{t('meeting.help')}</span>
          </button>
        </div>
      </div>
    </main>
  );
};
