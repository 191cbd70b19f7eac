import type { ServiceAct } from '../../contract/service.ts';
import { Button } from '../design/button.tsx';
import { ActIcon } from './act-icon.tsx';
import { useService } from './service-context.ts';
import { ServiceFrame } from './service-frame.tsx';

/** Asks before something is done. */
export const AskScreen = ({ act }: { readonly act: ServiceAct }) => {
  const { t, send } = useService();
  return (
    <ServiceFrame
      heading={t(`ask.${act}.heading`)}
      back={{ label: t('ask.no'), onPress: () => send({ type: 'cancel' }) }}
      ahead={
        <Button rank="primary" icon={<ActIcon act={act} />} onPress={() => send({ type: 'confirm' })}>
          {t(`ask.${act}.yes`)}
        </Button>
      }
    >
      <p className="service-lead">{t(`ask.${act}.lead`)}</p>
    </ServiceFrame>
  );
};
