import { lazy, Suspense, useEffect, useId, useRef, useState, type ReactNode, type RefObject } from 'react';
import { Keyboard } from 'lucide-react';
import { Input } from 'react-aria-components';
import { useTerminal } from '../terminal-context.ts';

const loadKeyboard = () => import('./field-keyboard.tsx');
const FieldKeyboard = lazy(() => loadKeyboard().then((module) => ({ default: module.FieldKeyboard })));

/** One field of a screen, and whether the keyboard for it is on the screen. */
export interface FieldKeys {
  readonly id: string;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly isOpen: boolean;
  readonly setOpen: (isOpen: boolean) => void;
}

/** @param opensAtOnce whether the screen begins with its keyboard open */
export const useFieldKeys = (opensAtOnce: boolean): FieldKeys => {
  const [isOpen, setOpen] = useState(opensAtOnce);
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  // Fetched before it is asked for, so that it opens at the touch.
  useEffect(() => void loadKeyboard(), []);
  return { id, field, isOpen, setOpen };
};

/** The field itself, inside a TextField, with the button for its keyboard beside it. */
export const FieldLine = ({ keys: { id, field, isOpen, setOpen } }: { readonly keys: FieldKeys }) => {
  const { t } = useTerminal();
  return (
    <div className="field-line">
      <Input
        ref={field}
        className="field-input"
        dir="auto"
        // Ours opens, not the system's.
        inputMode="none"
        onPointerUp={({ pointerType }) => {
          // Who points with a mouse has a keyboard beside it, as a rule; the button opens it for all.
          if (pointerType !== 'mouse') setOpen(true);
        }}
      />
      <button
        type="button"
        className="button"
        data-rank="secondary"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <Keyboard aria-hidden />
        <span>{t('keyboard.open')}</span>
      </button>
    </div>
  );
};

interface AboveKeyboardProps {
  readonly keys: FieldKeys;
  /** A name when absent. */
  readonly purpose?: 'name' | 'address';
  /** Whether the first letter is a capital. */
  readonly beginsLarge: boolean;
  readonly children: ReactNode;
}

/** A screen that makes room for its keyboard while that is open. */
export const AboveKeyboard = ({ keys, purpose = 'name', beginsLarge, children }: AboveKeyboardProps) => {
  const { id, field, isOpen, setOpen } = keys;
  return (
    <div
      className="with-keyboard"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isOpen) return;
        // Escape closes one thing after the other; the way back comes next.
        event.stopPropagation();
        setOpen(false);
      }}
    >
      <div className="above-keyboard">{children}</div>
      {isOpen && (
        <Suspense>
          <FieldKeyboard
            id={id}
            field={field}
            purpose={purpose}
            beginsLarge={beginsLarge}
            onDone={() => setOpen(false)}
          />
        </Suspense>
      )}
    </div>
  );
};
