import { BellRing, Clock, HandHelping, TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { HelpCalling } from '../../contract/snapshot.ts';
import { Button } from '../design/button.tsx';
import { HelpWords } from '../design/help-words.tsx';
import { useTerminal } from '../terminal-context.ts';

const SIGNS: Readonly<Record<Exclude<HelpCalling, 'none'>, ReactNode>> = {
  calling: <Clock aria-hidden />,
  called: <BellRing aria-hidden />,
  answered: <HandHelping aria-hidden />,
  unreachable: <TriangleAlert aria-hidden />,
};

/** Calls the staff to the terminal, shows how the call stands, and calls it off. */
export const CallStaff = () => {
  const { snapshot, send, t } = useTerminal();
  const { help } = snapshot;
  const call = (words: string) => (
    <Button rank="secondary" icon={<BellRing aria-hidden />} onPress={() => send({ type: 'call-staff' })}>
      {words}
    </Button>
  );
  if (help === 'none') {
    return (
      <div className="call-staff" data-call={help}>
        <div className="call-words">
          <p>{t('help.staff')}</p>
          <HelpWords />
        </div>
        {call(t('call.call'))}
      </div>
    );
  }
  const isWaiting = help === 'calling' || help === 'called';
  return (
    <div className="call-staff" data-call={help}>
      <div className="call-words">
        <p className="call-state">
          {SIGNS[help]}
          <span>
            <strong>{t(`call.state.${help}`)}</strong> {t(`call.advice.${help}`)}
          </span>
        </p>
        <HelpWords />
      </div>
      {isWaiting ? (
        <Button rank="secondary" icon={<X aria-hidden />} onPress={() => send({ type: 'cancel-call' })}>
          {t('call.cancel')}
        </Button>
      ) : (
        call(t('call.again'))
      )}
    </div>
  );
};
