import { useEffect, useState, type RefObject } from 'react';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { useTerminal } from '../terminal-context.ts';
import { REPEATABLE } from '../touches.ts';
import { isStill } from './stillness.ts';

/** How much of the visible height one step moves: a row of the last view stays in sight. */
const STEP = 0.8;

/** Whether there is more of a list above and below of what is seen. */
export interface HiddenParts {
  readonly above: boolean;
  readonly below: boolean;
}

const NOWHERE: HiddenParts = { above: false, below: false };

const hiddenParts = (list: Element): HiddenParts => ({
  above: list.scrollTop > 1,
  below: list.scrollTop + list.clientHeight < list.scrollHeight - 1,
});

/** Watches a list and its size. */
export const useHiddenParts = (list: RefObject<Element | null>): HiddenParts => {
  const [hidden, setHidden] = useState(NOWHERE);
  useEffect(() => {
    const element = list.current;
    if (element === null) return;
    const measure = (): void => {
      const now = hiddenParts(element);
      setHidden((old) => (old.above === now.above && old.below === now.below ? old : now));
    };
    const resized = new ResizeObserver(measure);
    for (const watched of [element, ...element.children]) resized.observe(watched);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      resized.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, [list]);
  return hidden;
};

interface ScrollStepsProps {
  readonly list: RefObject<Element | null>;
  readonly hidden: HiddenParts;
}

/** Buttons that move what does not fit, for those who cannot swipe (WCAG 2.5.7); nothing while all fits. */
export const ScrollSteps = ({ list, hidden }: ScrollStepsProps) => {
  const { t } = useTerminal();
  const { above, below } = hidden;
  if (!above && !below) return null;

  const step = (direction: 1 | -1): void => {
    const element = list.current;
    element?.scrollBy({ top: direction * element.clientHeight * STEP, behavior: isStill() ? 'instant' : 'smooth' });
  };
  // Not `disabled`: the button that has just been used must not lose the focus.
  const stepButton = (direction: 1 | -1, possible: boolean) => (
    <button
      type="button"
      className="button"
      data-rank="quiet"
      {...{ [REPEATABLE]: '' }}
      aria-disabled={!possible}
      onClick={() => step(direction)}
    >
      {direction === 1 ? <ChevronDown aria-hidden /> : <ChevronUp aria-hidden />}
      <span>{direction === 1 ? t('scroll.down') : t('scroll.up')}</span>
    </button>
  );
  return (
    <div className="scroll-steps">
      {stepButton(-1, above)}
      {stepButton(1, below)}
    </div>
  );
};
