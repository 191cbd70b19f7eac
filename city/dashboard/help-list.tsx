import { useState } from 'react';
import { HandHelping } from 'lucide-react';
import { may } from '../../contract/dashboard.ts';
import { Ago } from './ago.tsx';
import { CityFailure } from './city-api.ts';
import { useDashboard } from './dashboard-context.ts';
import { answerHelpCall, readHelpCalls } from './help-api.ts';
import { addressOf } from './place.ts';
import { useAnswer } from './use-answer.ts';

/** Who waits for the staff; nothing when nobody does. */
export const HelpList = () => {
  const { t, signedIn } = useDashboard();
  const [failure, setFailure] = useState<string | null>(null);
  const { value: calls, again } = useAnswer(readHelpCalls);
  const come = async (id: string): Promise<void> => {
    try {
      await answerHelpCall(id);
      setFailure(null);
    } catch (error) {
      setFailure(error instanceof CityFailure ? error.code : 'malformed');
    }
    await again();
  };
  return (
    <div role="status">
      {calls !== null && calls.length > 0 && (
        <section className="card help-list" aria-label={t('help.heading')}>
          <h2>
            <HandHelping aria-hidden /> {t('help.heading')}
          </h2>
          <ul>
            {calls.map(({ id, terminal, step, locale, answered, since }) => (
              <li key={id} className="help-call">
                <span>
                  <a href={addressOf({ name: 'terminal', id: terminal })}>{terminal}</a>{' '}
                  {t('help.at', { step: t(`step.${step}`), language: t(`language.${locale}`) })} <Ago at={since} />
                </span>
                {answered && <strong>{t('help.answered')}</strong>}
                {!answered && signedIn !== null && may(signedIn.role, 'answer-help') && (
                  <button type="button" className="button" data-rank="primary" onClick={() => void come(id)}>
                    {t('help.come')}
                  </button>
                )}
              </li>
            ))}
          </ul>
          {failure !== null && <p className="wrong">{t(`wrong.${failure}`, { defaultValue: t('wrong.unknown') })}</p>}
        </section>
      )}
    </div>
  );
};
