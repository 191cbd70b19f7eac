import { LogOut } from 'lucide-react';
import type { Rejoining as Away } from '../../contract/snapshot.ts';
import { useBorrowedFocus } from '../design/borrowed-focus.ts';
import { Button } from '../design/button.tsx';
import { useAnnouncement } from '../design/live-regions.tsx';
import { Sign } from '../design/sign.tsx';
import { useTerminal } from '../terminal-context.ts';
import { useSecondsSince } from '../time/use-machine-seconds.ts';

interface RejoiningProps {
  readonly away: Away;
  readonly mayLeave: boolean;
}

/** Where the meeting was: why it is away, for how long, and the way out for whoever does not want to wait. */
export const Rejoining = ({ away: { cause, since }, mayLeave }: RejoiningProps) => {
  const { send, t } = useTerminal();
  const heading = useBorrowedFocus();
  const count = useSecondsSince(since);
  const what = cause === 'line' ? 'line' : 'fault';
  useAnnouncement('assertive', `${t(`rejoining.${what}.heading`)} ${t('rejoining.advice')}`);
  return (
    <section className="rejoining" aria-labelledby="rejoining-title">
      <div className="statement">
        <Sign name={cause === 'line' ? 'unreachable' : 'waiting'} />
        <div className="statement-words">
          <h2 id="rejoining-title" ref={heading} tabIndex={-1}>
            {t(`rejoining.${what}.heading`)}
          </h2>
          <div className="lead">
            <p className="rejoining-count">{t(`rejoining.${what}.sentence`, { count })}</p>
            <p>{t('rejoining.advice')}</p>
          </div>
          {mayLeave && (
            <div className="rejoining-leave">
              <Button rank="secondary" icon={<LogOut aria-hidden />} onPress={() => send({ type: 'leave' })}>
                {t('leave.leave')}
              </Button>
            </div>
          )}
        </div>
      </div>
    </section>
  );
};
