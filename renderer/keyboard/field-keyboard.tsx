import { useEffect, useRef, type RefObject } from 'react';
import { OnScreenKeyboard } from './on-screen-keyboard.tsx';
import { eraseIn, typeInto } from './type-into.ts';

/** Keeps the field in sight while the keyboard takes its part of the screen (WCAG 2.4.11). */
const useFieldInSight = (field: RefObject<HTMLInputElement | null>, keyboard: RefObject<HTMLElement | null>): void => {
  useEffect(() => {
    const resized = new ResizeObserver(() => field.current?.parentElement?.scrollIntoView({ block: 'nearest' }));
    for (const element of [keyboard.current, field.current]) if (element !== null) resized.observe(element);
    return () => resized.disconnect();
  }, [field, keyboard]);
};

interface FieldKeyboardProps {
  readonly id: string;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly purpose: 'name' | 'address';
  /** Whether the first letter is a capital. */
  readonly beginsLarge: boolean;
  readonly onDone: () => void;
}

/** The keyboard for a field of our own screens: it writes into it as a hardware keyboard would. */
export const FieldKeyboard = ({ id, field, purpose, beginsLarge, onDone }: FieldKeyboardProps) => {
  const keyboard = useRef<HTMLDivElement>(null);
  useFieldInSight(field, keyboard);
  // The caret shows where the keys will write, however the keyboard was opened.
  useEffect(() => field.current?.focus({ preventScroll: true }), [field]);
  const inField = (change: (input: HTMLInputElement) => void): void => {
    if (field.current === null) return;
    field.current.focus({ preventScroll: true });
    change(field.current);
  };
  return (
    <OnScreenKeyboard
      id={id}
      purpose={purpose}
      keyboard={keyboard}
      beginsLarge={beginsLarge}
      write={(character) => inField((input) => typeInto(input, character))}
      act={(key) => {
        if (key === 'erase') inField(eraseIn);
        if (key === 'done') onDone();
      }}
    />
  );
};
