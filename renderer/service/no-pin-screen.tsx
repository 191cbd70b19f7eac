import { useService } from './service-context.ts';
import { ServiceFrame } from './service-frame.tsx';

/** Nobody has a PIN: it says why the menu stays shut, and who can change that. */
export const NoPinScreen = () => {
  const { t, send } = useService();
  return (
    <ServiceFrame heading={t('noPin.heading')} back={{ label: t('close'), onPress: () => send({ type: 'close' }) }}>
      <p className="service-lead">{t('noPin.lead')}</p>
      <p className="service-lead">{t('noPin.advice')}</p>
    </ServiceFrame>
  );
};
