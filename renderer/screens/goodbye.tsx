import { CircleCheck, TriangleAlert } from 'lucide-react';
import type { Receipt, WipeItem, WipeResult } from '../../contract/receipt.ts';
import type { Screen } from '../../contract/snapshot.ts';
import { Button } from '../design/button.tsx';
import { DialInWay } from '../design/dial-in.tsx';
import { Frame } from '../design/frame.tsx';
import { useAnnouncement } from '../design/live-regions.tsx';
import { ScreenHeading } from '../design/screen-heading.tsx';
import { Sign } from '../design/sign.tsx';
import { useTerminal } from '../terminal-context.ts';
import { FeedbackWords } from './feedback-words.tsx';
import { Feedback } from './feedback.tsx';

type GoodbyeScreen = Extract<Screen, { readonly name: 'goodbye' }>;

/** What belongs together in a visitor's mind. */
const GROUPS = [
  { group: 'person', items: ['name', 'language'] },
  { group: 'meeting', items: ['meeting-view', 'meeting-process', 'connections', 'camera', 'microphone'] },
  {
    group: 'storage',
    items: [
      ...['cookies', 'storage', 'page-storage', 'service-workers', 'http-cache', 'code-cache', 'shader-cache'],
      ...['dictionaries', 'files'],
    ],
  },
  { group: 'traces', items: ['sign-ins', 'host-names', 'device-ids', 'permissions', 'zoom', 'clipboard'] },
] as const satisfies readonly { readonly group: string; readonly items: readonly WipeItem[] }[];

/** The weakest of the results: one thing left over is enough. */
const weakest = (results: readonly WipeResult[]): WipeResult => {
  if (results.includes('failed')) return 'failed';
  return results.includes('cleared') ? 'cleared' : 'verified';
};

const groupsOf = ({ items }: Receipt) =>
  GROUPS.map(({ group, items: wanted }) => {
    const found = items.filter(({ item }) => wanted.some((name) => name === item));
    return { group, names: found.map(({ item }) => item), result: weakest(found.map(({ result }) => result)) };
  }).filter(({ names }) => names.length > 0);

const ReceiptList = ({ receipt }: { readonly receipt: Receipt }) => {
  const { t, snapshot } = useTerminal();
  const seconds = new Intl.NumberFormat(snapshot.locale, { maximumFractionDigits: 2 }).format(
    receipt.durationMs / 1000,
  );
  return (
    <section className="receipt">
      <h2 className="half-title">{t('receipt.heading')}</h2>
      <ul>
        {groupsOf(receipt).map(({ group, names, result }) => (
          <li key={group} data-result={result}>
            {result === 'failed' ? <TriangleAlert aria-hidden /> : <CircleCheck aria-hidden />}
            <div>
              <p className="receipt-group">
                {result === 'failed' ? t('receipt.leftOver') : t(`receipt.group.${group}`)}
                <span className="receipt-result">{t(`receipt.result.${result}`)}</span>
              </p>
              <p className="receipt-items">{names.map((item) => t(`receipt.item.${item}`)).join(' · ')}</p>
            </div>
          </li>
        ))}
      </ul>
      <p className="for-staff">{t('receipt.forStaff', { count: receipt.items.length, seconds })}</p>
    </section>
  );
};

/** The end of a visit: how it ended, and what is gone, in plain words. */
export const Goodbye = ({
  screen: { outcome, receipt, code, dialIn, feedback },
}: {
  readonly screen: GoodbyeScreen;
}) => {
  const { send, t } = useTerminal();
  const finish = (): void => send({ type: 'finish' });
  const wasThere = receipt.items.length > 0;
  const nameGone = receipt.items.some(({ item }) => item === 'name');
  // Somebody whom the meeting sent away is told why.
  const sentence =
    outcome === 'meeting-ended' && code !== null ? t(`failure.${code}.sentence`) : t(`outcome.${outcome}`);
  useAnnouncement('polite', sentence);
  const isAsked = feedback.state !== 'none' && feedback.state !== 'skipped';
  if (feedback.state === 'writing') {
    return <FeedbackWords problem={feedback.problem} beside={<ReceiptList receipt={receipt} />} />;
  }
  return (
    <Frame
      primary={
        <Button rank="primary" icon={<CircleCheck aria-hidden />} onPress={finish}>
          {t('goodbye.finish')}
        </Button>
      }
    >
      <div className="goodbye">
        <div className="goodbye-words">
          {!isAsked && <Sign name="clean" />}
          <ScreenHeading>{t('goodbye.heading')}</ScreenHeading>
          <p className="lead">{sentence}</p>
          {dialIn !== undefined && <DialInWay dialIn={dialIn} />}
          {!wasThere && <p>{t('goodbye.nothingKept')}</p>}
          {wasThere && !nameGone && <p>{t('goodbye.after')}</p>}
          {isAsked && <Feedback feedback={feedback} />}
          {code !== null && <p className="for-staff">{t('problem.forStaff', { code })}</p>}
        </div>
        {wasThere && <ReceiptList receipt={receipt} />}
      </div>
    </Frame>
  );
};
