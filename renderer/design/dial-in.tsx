import { Phone } from 'lucide-react';
import type { DialIn } from '../../contract/dial-in.ts';
import { digitGroups, numberGroups, spokenGroups } from '../telephone.ts';
import { useTerminal } from '../terminal-context.ts';

interface DigitsProps {
  readonly groups: readonly string[];
  /** The key that comes last, and its name. */
  readonly last?: { readonly sign: string; readonly name: string };
}

const Digits = ({ groups, last }: DigitsProps) => (
  // Digits go from left to right in every language.
  <dd dir="ltr">
    <span aria-hidden>{[...groups, ...(last === undefined ? [] : [last.sign])].join('\u00A0')}</span>
    <span className="only-read">
      {spokenGroups(groups)}
      {last !== undefined && `, ${last.name}`}
    </span>
  </dd>
);

/** Whoever the line has left can still take part by telephone. */
export const DialInWay = ({ dialIn: { number, conference } }: { readonly dialIn: DialIn }) => {
  const { t } = useTerminal();
  return (
    <section className="dial-in" aria-labelledby="dial-in-title">
      <Phone aria-hidden />
      <div>
        <h2 id="dial-in-title" className="half-title">
          {t('dialIn.heading')}
        </h2>
        <dl>
          <dt>{t('dialIn.number')}</dt>
          <Digits groups={numberGroups(number)} />
          <dt>{t('dialIn.conference')}</dt>
          <Digits groups={digitGroups(conference)} last={{ sign: '#', name: t('dialIn.hash') }} />
        </dl>
      </div>
    </section>
  );
};
