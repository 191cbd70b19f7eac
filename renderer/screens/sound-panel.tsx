import { Check, Volume1, Volume2 } from 'lucide-react';
import { Button } from '../design/button.tsx';
import { useAnnouncement } from '../design/live-regions.tsx';
import { useTerminal } from '../terminal-context.ts';
import { REPEATABLE } from '../touches.ts';
import { Panel } from './panel.tsx';

/** Per cent that one touch changes. */
const STEP = 10;
const FULL = 100;

/** How loud the terminal is: louder, quieter, and where it stands, for this visit. */
export const SoundPanel = () => {
  const { snapshot, send, t } = useTerminal();
  const volume = Math.min(FULL, snapshot.volume ?? 0);
  const words = volume === 0 ? t('sound.off') : t('sound.level', { percent: volume });
  useAnnouncement('polite', words);

  const step = (icon: typeof Volume1, label: string, change: number) => {
    const wanted = Math.min(FULL, Math.max(0, volume + change));
    const Icon = icon;
    return (
      <button
        type="button"
        className="button"
        data-rank="secondary"
        {...{ [REPEATABLE]: '' }}
        // Not `disabled`: the button that has just been used must not lose the focus.
        aria-disabled={wanted === volume}
        onClick={() => {
          if (wanted !== volume) send({ type: 'set-volume', percent: wanted });
        }}
      >
        <Icon aria-hidden />
        <span>{label}</span>
      </button>
    );
  };

  return (
    <Panel name="sound" title={t('sound.heading')}>
      <div className="sound-level">
        <p>{words}</p>
        <div className="sound-scale" aria-hidden>
          <div className="sound-scale-full" style={{ inlineSize: `${volume}%` }} />
        </div>
      </div>
      <div className="panel-actions">
        {step(Volume1, t('sound.quieter'), -STEP)}
        {step(Volume2, t('sound.louder'), STEP)}
      </div>
      <p>{t('sound.afterwards')}</p>
      <div className="panel-actions">
        <Button rank="primary" icon={<Check aria-hidden />} onPress={() => send({ type: 'show-panel', panel: 'none' })}>
          {t('sound.done')}
        </Button>
      </div>
    </Panel>
  );
};
