import type { RefObject } from 'react';
import { CODE_SYMBOLS } from '../../contract/code-symbols.ts';
import { useTerminal } from '../terminal-context.ts';
import { REPEATABLE } from '../touches.ts';
import { eraseIn, typeInto } from './type-into.ts';

/**
 * The symbols of a code as keys on the screen, always there: a terminal may have no others. They write into
 * the field as a hardware keyboard would. Who walks through the page with Tab has one and passes them by.
 */
export const CodeKeys = ({ field }: { readonly field: RefObject<HTMLInputElement | null> }) => {
  const { t } = useTerminal();
  const press = (act: (field: HTMLInputElement) => void): void => {
    if (field.current === null) return;
    field.current.focus({ preventScroll: true });
    act(field.current);
  };
  return (
    <div
      className="code-keys"
      role="group"
      aria-label={t('keyboard.label')}
      // The field keeps the focus, and with it the place where the next symbol goes.
      onMouseDown={(event) => event.preventDefault()}
      {...{ [REPEATABLE]: '' }}
    >
      {Array.from(CODE_SYMBOLS, (symbol) => (
        <button
          key={symbol}
          type="button"
          tabIndex={-1}
          className="code-key"
          onClick={() => press((input) => typeInto(input, symbol))}
        >
          {symbol}
        </button>
      ))}
      <button type="button" tabIndex={-1} className="code-key code-key-erase" onClick={() => press(eraseIn)}>
        {t('keyboard.key.erase')}
      </button>
    </div>
  );
};
