import { CircleCheck, DoorClosed, LogOut } from 'lucide-react';
import type { ReportReason } from '../../contract/problem-report.ts';
import { Button } from '../design/button.tsx';
import { useTerminal } from '../terminal-context.ts';
import { CallStaff } from './call-staff.tsx';

type Kind = 'abuse' | 'fault';

/** Types only from the contract: its schemas would bring a parser into the page. */
const REASONS = {
  abuse: ['insult', 'unwanted-pictures', 'other'],
  fault: ['no-sound', 'no-picture', 'frozen'],
} as const satisfies Record<Kind, readonly ReportReason[]>;

const KINDS = ['abuse', 'fault'] as const satisfies readonly Kind[];

const kindOf = (reason: ReportReason): Kind => (REASONS.abuse.some((abuse) => abuse === reason) ? 'abuse' : 'fault');

/** What is wrong: one touch reports it. Below it the staff's way to end the visit. */
export const ReportReasons = () => {
  const { send, t } = useTerminal();
  return (
    <>
      {KINDS.map((kind) => (
        <div key={kind} className="display-group" role="group" aria-labelledby={`report-${kind}`}>
          <h3 id={`report-${kind}`}>{t(`report.kind.${kind}`)}</h3>
          <div className="display-options">
            {REASONS[kind].map((reason) => (
              <button
                key={reason}
                type="button"
                className="display-option"
                onClick={() => send({ type: 'report-problem', reason })}
              >
                {t(`report.reason.${reason}`)}
              </button>
            ))}
          </div>
        </div>
      ))}
      <div className="panel-actions">
        <Button
          rank="quiet"
          icon={<DoorClosed aria-hidden />}
          onPress={() => send({ type: 'show-panel', panel: 'end' })}
        >
          {t('report.staffEnd')}
        </Button>
        <Button rank="primary" onPress={() => send({ type: 'show-panel', panel: 'none' })}>
          {t('report.close')}
        </Button>
      </div>
    </>
  );
};

/** What happens next with a report. */
export const ReportThanks = ({ reason }: { readonly reason: ReportReason }) => {
  const { send, t } = useTerminal();
  return (
    <>
      <p className="report-reason">
        <CircleCheck aria-hidden />
        <span>{t(`report.reason.${reason}`)}</span>
      </p>
      <p>{t(`report.next.${kindOf(reason)}`)}</p>
      <CallStaff />
      <div className="panel-actions">
        <Button rank="secondary" icon={<LogOut aria-hidden />} onPress={() => send({ type: 'leave' })}>
          {t('meeting.leave')}
        </Button>
        <Button rank="primary" onPress={() => send({ type: 'show-panel', panel: 'none' })}>
          {t('report.close')}
        </Button>
      </div>
    </>
  );
};

/** Asks once before the staff ends somebody's visit. */
export const EndQuestion = () => {
  const { send, t } = useTerminal();
  return (
    <>
      <p>{t('staffEnd.sentence')}</p>
      <div className="panel-actions">
        <Button rank="secondary" onPress={() => send({ type: 'show-panel', panel: 'none' })}>
          {t('staffEnd.stay')}
        </Button>
        <Button rank="primary" icon={<DoorClosed aria-hidden />} onPress={() => send({ type: 'end-by-staff' })}>
          {t('staffEnd.end')}
        </Button>
      </div>
    </>
  );
};
