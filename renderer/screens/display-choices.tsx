import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Display } from '../../contract/display.ts';
import { useAnnouncement } from '../design/live-regions.tsx';
import { playUnasked, QUESTION } from '../sound/tones.ts';
import { useTerminal } from '../terminal-context.ts';

/** Types only from the contract: its schemas would bring a parser into the page. */
const TEXT_SIZES = [100, 150, 200] as const satisfies readonly Display['textSize'][];
const CONTRASTS = ['normal', 'light', 'dark'] as const satisfies readonly Display['contrast'][];
const MOTIONS = ['normal', 'still'] as const satisfies readonly Display['motion'][];
const SOUNDS = ['normal', 'calm', 'off'] as const satisfies readonly Display['sounds'][];

const Group = ({
  name,
  label,
  children,
}: {
  readonly name: keyof Display;
  readonly label: string;
  readonly children: ReactNode;
}) => (
  <div className="display-group display-row" role="group" aria-labelledby={`display-${name}`}>
    <h3 id={`display-${name}`}>{label}</h3>
    <div className="display-options">{children}</div>
  </div>
);

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
    {children}
  </button>
);

/** Text size, colours, motion and sounds; each touch shows at once, or lets hear, what it does. */
export const DisplayChoices = () => {
  const { snapshot, send, t } = useTerminal();
  const { display } = snapshot;
  const set = (change: Partial<Display>): void => send({ type: 'set-display', display: { ...display, ...change } });
  useAnnouncement(
    'polite',
    t('display.now', {
      size: t(`display.size.${display.textSize}`),
      contrast: t(`display.contrast.${display.contrast}`),
      motion: t(`display.motion.${display.motion}`),
      sounds: t(`display.sounds.${display.sounds}`),
    }),
  );
  return (
    <>
      <Group name="textSize" label={t('display.size.label')}>
        {TEXT_SIZES.map((textSize) => (
          <Choice key={textSize} chosen={display.textSize === textSize} onPress={() => set({ textSize })}>
            <span>{t(`display.size.${textSize}`)}</span>
          </Choice>
        ))}
      </Group>
      <Group name="contrast" label={t('display.contrast.label')}>
        {CONTRASTS.map((contrast) => (
          <Choice key={contrast} chosen={display.contrast === contrast} onPress={() => set({ contrast })}>
            {/* In the colours of the theme it stands for. */}
            <span className="display-sample" data-contrast={contrast} aria-hidden>
              Aa
            </span>
            <span>{t(`display.contrast.${contrast}`)}</span>
          </Choice>
        ))}
      </Group>
      <Group name="motion" label={t('display.motion.label')}>
        {MOTIONS.map((motion) => (
          <Choice key={motion} chosen={display.motion === motion} onPress={() => set({ motion })}>
            <span>{t(`display.motion.${motion}`)}</span>
          </Choice>
        ))}
      </Group>
      <Group name="sounds" label={t('display.sounds.label')}>
        {SOUNDS.map((sounds) => (
          <Choice
            key={sounds}
            chosen={display.sounds === sounds}
            onPress={() => {
              set({ sounds });
              playUnasked(QUESTION, sounds);
            }}
          >
            <span>{t(`display.sounds.${sounds}`)}</span>
          </Choice>
        ))}
      </Group>
    </>
  );
};
