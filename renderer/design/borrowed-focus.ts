import { useLayoutEffect, useRef } from 'react';

/** Takes the focus to a dialog's heading and gives it back to where it was. */
export const useBorrowedFocus = () => {
  const target = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    target.current?.focus();
    return () => {
      if (before instanceof HTMLElement) queueMicrotask(() => before.focus({ preventScroll: true }));
    };
  }, []);
  return target;
};
