import { useEffect, useRef, type ReactNode } from 'react';
import { ArrowLeft } from 'lucide-react';
import { useTerminal } from '../terminal-context.ts';
import { Button } from './button.tsx';
import { CityClock } from './city-clock.tsx';
import { CityWindow } from './city-window.tsx';
import { DisplayChoice } from './display-choice.tsx';
import { HelpChoice } from './help-choice.tsx';
import { LanguageChoice } from './language-choice.tsx';
import { ScrollSteps, useHiddenParts } from './scroll-steps.tsx';
import { WindowMark } from './window-mark.tsx';

interface WayBack {
  readonly label: string;
  readonly onPress: () => void;
}

interface FrameProps {
  readonly children: ReactNode;
  /** Where nobody can begin, there is nothing to choose top right. */
  readonly isShut?: boolean;
  /** Bottom left, and the Escape key: the way back. */
  readonly back?: WayBack | undefined;
  /** Beside the primary action. */
  readonly aside?: ReactNode;
  /** Bottom right: the one primary action. */
  readonly primary?: ReactNode;
}

const useEscapeKey = (act: (() => void) | undefined): void => {
  useEffect(() => {
    if (act === undefined) return;
    const listen = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') act();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [act]);
};

/**
 * What every screen has in the same places: site and clock top left, help and language top right, the way back
 * bottom left, the way on bottom right. On an upright screen a picture fills the upper third, so that
 * everything that is touched lies within reach.
 */
export const Frame = ({ children, isShut = false, back, aside, primary }: FrameProps) => {
  const { city, site } = useTerminal().snapshot;
  const main = useRef<HTMLElement>(null);
  const hidden = useHiddenParts(main);
  useEscapeKey(back?.onPress);
  return (
    <div className="frame">
      <header className="frame-header">
        <div className="frame-picture" aria-hidden>
          <CityWindow />
        </div>
        <div className="frame-place">
          <WindowMark />
          {/* Before a terminal has its place it stands at no site. */}
          <span dir="auto">{site === '' ? city : site}</span>
          <CityClock />
        </div>
        {!isShut && (
          <div className="frame-settings">
            <HelpChoice />
            <DisplayChoice />
            <LanguageChoice />
          </div>
        )}
      </header>
      {/* What scrolls can be focused, and moved by the arrow keys, also where there is nothing to press in it. */}
      <main ref={main} className="frame-main" {...(hidden.above || hidden.below ? { tabIndex: 0 } : {})}>
        <div className="frame-content">{children}</div>
      </main>
      <footer className="frame-footer">
        <div className="frame-back">
          {back !== undefined && (
            <Button rank="secondary" icon={<ArrowLeft className="points-back" aria-hidden />} onPress={back.onPress}>
              {back.label}
            </Button>
          )}
        </div>
        <ScrollSteps list={main} hidden={hidden} />
        <div className="frame-ahead">
          {aside}
          {primary}
        </div>
      </footer>
    </div>
  );
};
