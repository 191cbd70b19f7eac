import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Display } from '../../contract/display.ts';
import { useAnnouncement } from '../design/live-regions.tsx';
import { ScreenPanel } from '../design/screen-panel.tsx';
import { useTerminal } from '../terminal-context.ts';

/** Types only from the contract: its schemas would bring a parser into the page. */
const TEXT_SIZES = [100, 150, 200] as const satisfies readonly Display['textSize'][];
const CONTRASTS = ['normal', 'high'] as const satisfies readonly Display['contrast'][];

const Choice = ({
  chosen,
  onPress,
  children,
}: {
  readonly chosen: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}) => (
  <button type="button" className="display-option" aria-pressed={chosen} onClick={onPress}>
    <Check aria-hidden />
    <span>{children}</span>
  </button>
);

/**
 * Text size and contrast, over whatever screen is there; each touch shows at once what it does.
 *
 * @param onDone closes it
 */
export const DisplayPanel = ({ onDone }: { readonly onDone: () => void }) => {
  const { snapshot, send, t } = useTerminal();
  const { display } = snapshot;
  const set = (change: Partial<Display>): void => send({ type: 'set-display', display: { ...display, ...change } });
  useAnnouncement(
    'polite',
    t('display.now', {
      size: t(`display.size.${display.textSize}`),
      contrast: t(`display.contrast.${display.contrast}`),
    }),
  );
  return (
    <ScreenPanel title={t('display.open')} done={t('display.done')} onDone={onDone}>
      <div className="display-group" role="group" aria-labelledby="display-size">
        <h3 id="display-size">{t('display.size.label')}</h3>
        <div className="display-options">
          {TEXT_SIZES.map((textSize) => (
            <Choice key={textSize} chosen={display.textSize === textSize} onPress={() => set({ textSize })}>
              {t(`display.size.${textSize}`)}
            </Choice>
          ))}
        </div>
      </div>
      <div className="display-group" role="group" aria-labelledby="display-contrast">
        <h3 id="display-contrast">{t('display.contrast.label')}</h3>
        <div className="display-options">
          {CONTRASTS.map((contrast) => (
            <Choice key={contrast} chosen={display.contrast === contrast} onPress={() => set({ contrast })}>
              {t(`display.contrast.${contrast}`)}
            </Choice>
          ))}
        </div>
      </div>
    </ScreenPanel>
  );
};
