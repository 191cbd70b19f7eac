import { useEffect, useRef, useState, type RefObject } from 'react';
import Keys from 'react-simple-keyboard';
import { useTerminal } from '../terminal-context.ts';
import { REPEATABLE } from '../touches.ts';
import { columnsOf, FUNCTION_KEYS, functionOf, rowsOf, type FunctionKey, type Layer } from './layouts.ts';
import { eraseIn, typeInto } from './type-into.ts';

/** The keyboard keeps no copy of what is typed: nothing matches this. */
const NOTHING = /(?!)/;

/** Keys whose sign says too little to somebody who only hears it. */
const SPOKEN = { "'": 'apostrophe', '-': 'hyphen', '.': 'dot', ',': 'comma' } as const;

interface OnScreenKeyboardProps {
  readonly id: string;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly onDone: () => void;
}

/** Keeps the field in sight while the keyboard takes its part of the screen (WCAG 2.4.11). */
const useFieldInSight = (field: RefObject<HTMLInputElement | null>, keyboard: RefObject<HTMLElement | null>): void => {
  useEffect(() => {
    const resized = new ResizeObserver(() => field.current?.parentElement?.scrollIntoView({ block: 'nearest' }));
    for (const element of [keyboard.current, field.current]) if (element !== null) resized.observe(element);
    return () => resized.disconnect();
  }, [field, keyboard]);
};

/**
 * Keys on the screen for terminals that have no others. They write into the field as a hardware keyboard
 * would, which keeps working beside them. A key acts when the finger leaves it, for a screen reader too;
 * shift stays until the next letter (EN 301 549 5.9) and no key repeats (5.7).
 */
export const OnScreenKeyboard = ({ id, field, onDone }: OnScreenKeyboardProps) => {
  const { snapshot, t } = useTerminal();
  const [layer, setLayer] = useState<Layer>('letters');
  // A name begins with a capital.
  const [capitals, setCapitals] = useState(() => field.current?.value === '');
  const keyboard = useRef<HTMLDivElement>(null);
  useFieldInSight(field, keyboard);
  // The caret shows where the keys will write, however the keyboard was opened.
  useEffect(() => field.current?.focus({ preventScroll: true }), [field]);

  const rows = rowsOf(snapshot.locale, layer, capitals);
  const allKeys = rows.join(' ');

  const write = (text: string): void => {
    if (field.current !== null) typeInto(field.current, text);
    setCapitals(false);
  };
  const act: Readonly<Record<FunctionKey, () => void>> = {
    shift: () => setCapitals((on) => !on),
    erase: () => {
      if (field.current !== null) eraseIn(field.current);
    },
    signs: () => setLayer('signs'),
    letters: () => setLayer('letters'),
    space: () => write(' '),
    done: onDone,
  };

  return (
    <div
      id={id}
      ref={keyboard}
      className="keyboard"
      role="region"
      aria-label={t('keyboard.label')}
      {...{ [REPEATABLE]: '' }}
    >
      <Keys
        layoutName={`${snapshot.locale}-${layer}${capitals ? '-capitals' : ''}`}
        layout={{ [`${snapshot.locale}-${layer}${capitals ? '-capitals' : ''}`]: rows }}
        theme={`keys columns-${columnsOf(rows)}`}
        display={Object.fromEntries(FUNCTION_KEYS.map((key) => [`{${key}}`, t(`keyboard.key.${key}`)]))}
        mergeDisplay
        buttonAttributes={[
          { attribute: 'type', value: 'button', buttons: allKeys },
          // Who walks through the page with Tab has a keyboard; forty more stops would be in the way.
          { attribute: 'tabindex', value: '-1', buttons: allKeys },
          { attribute: 'aria-pressed', value: String(capitals), buttons: '{shift}' },
          { attribute: 'aria-label', value: t('keyboard.name.signs'), buttons: '{signs}' },
          { attribute: 'aria-label', value: t('keyboard.name.letters'), buttons: '{letters}' },
          ...Object.entries(SPOKEN).map(([key, name]) => ({
            attribute: 'aria-label',
            value: t(`keyboard.name.${name}`),
            buttons: key,
          })),
        ]}
        useButtonTag
        useMouseEvents
        preventMouseDownDefault
        disableButtonHold
        disableCaretPositioning
        inputPattern={NOTHING}
        onKeyPress={(key) => {
          field.current?.focus({ preventScroll: true });
          const name = functionOf(key);
          if (name === null) write(key);
          else act[name]();
        }}
      />
    </div>
  );
};
