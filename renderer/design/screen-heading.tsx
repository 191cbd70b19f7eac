import { useEffect, useRef, type ReactNode } from 'react';

/**
 * The heading of a screen. It takes the focus when the screen appears, so that a screen reader says
 * where the person is and the next Tab leads to the first control.
 */
export const ScreenHeading = ({ children }: { readonly children: ReactNode }) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
};
