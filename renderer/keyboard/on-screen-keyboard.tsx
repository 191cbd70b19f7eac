import { useState, type RefObject } from 'react';
import Keys from 'react-simple-keyboard';
import { useTerminal } from '../terminal-context.ts';
import { REPEATABLE } from '../touches.ts';
import { columnsOf, FUNCTION_KEYS, functionOf, rowsOf, type FunctionKey, type Layer, type Purpose } from './layouts.ts';

/** The keyboard keeps no copy of what is typed: nothing matches this. */
const NOTHING = /(?!)/;

/** Keys whose sign says too little to somebody who only hears it. */
const SPOKEN = {
  "'": 'apostrophe',
  '-': 'hyphen',
  '.': 'dot',
  ',': 'comma',
  '?': 'question',
  '{signs}': 'signs',
  '{letters}': 'letters',
  '{left}': 'left',
  '{right}': 'right',
} as const;

/** Keys that change the keyboard itself; the others are for whoever is written to. */
type OwnKey = 'shift' | 'signs' | 'letters';

interface OnScreenKeyboardProps {
  readonly id: string;
  readonly purpose: Purpose;
  readonly keyboard?: RefObject<HTMLDivElement | null>;
  /** Whether the first letter is a capital. */
  readonly beginsLarge: boolean;
  /** Writes one character. */
  readonly write: (character: string) => void;
  readonly act: (key: Exclude<FunctionKey, OwnKey | 'space'>) => void;
}

/**
 * Keys on the screen for terminals that have no others. A hardware keyboard keeps working beside them. A key
 * acts when the finger leaves it, for a screen reader too; shift stays until the next letter (EN 301 549 5.9)
 * and no key repeats (5.7).
 */
export const OnScreenKeyboard = ({ id, purpose, keyboard, beginsLarge, write, act }: OnScreenKeyboardProps) => {
  const { snapshot, t } = useTerminal();
  const [layer, setLayer] = useState<Layer>('letters');
  const [capitals, setCapitals] = useState(beginsLarge);

  const rows = rowsOf(purpose, snapshot.locale, layer, capitals);
  const allKeys = rows.join(' ');
  const layoutName = `${snapshot.locale}-${layer}${capitals ? '-capitals' : ''}`;

  const put = (character: string): void => {
    write(character);
    setCapitals(false);
  };
  const press = (key: string): void => {
    const name = functionOf(key);
    switch (name) {
      case null: {
        put(key);
        return;
      }
      case 'space': {
        put(' ');
        return;
      }
      case 'shift': {
        setCapitals((on) => !on);
        return;
      }
      case 'signs':
      case 'letters': {
        setLayer(name);
        return;
      }
      default: {
        act(name);
        return;
      }
    }
  };

  return (
    <div
      id={id}
      ref={keyboard}
      className="keyboard"
      data-purpose={purpose}
      role="region"
      aria-label={t('keyboard.label')}
      {...{ [REPEATABLE]: '' }}
    >
      <Keys
        layoutName={layoutName}
        layout={{ [layoutName]: rows }}
        theme={`keys columns-${columnsOf(rows)}`}
        display={Object.fromEntries(FUNCTION_KEYS.map((key) => [`{${key}}`, t(`keyboard.key.${key}`)]))}
        mergeDisplay
        buttonAttributes={[
          { attribute: 'type', value: 'button', buttons: allKeys },
          // Who walks through the page with Tab has a keyboard; forty more stops would be in the way.
          { attribute: 'tabindex', value: '-1', buttons: allKeys },
          { attribute: 'aria-pressed', value: String(capitals), buttons: '{shift}' },
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
        onKeyPress={press}
      />
    </div>
  );
};
