import { WifiOff } from 'lucide-react';
import { useDashboard } from './dashboard-context.ts';

/** Says that what is shown is not of now, while the city does not answer. */
export const LineNotice = ({ failure }: { readonly failure: string | null }) => {
  const { t } = useDashboard();
  return (
    <div role="status">
      {failure !== null && (
        <p className="notice">
          <WifiOff aria-hidden />
          <span>{t(`wrong.${failure}`, { defaultValue: t('wrong.unknown') })}</span>
        </p>
      )}
    </div>
  );
};
