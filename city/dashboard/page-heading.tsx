import { useEffect, useRef, type ReactNode } from 'react';

/** The heading of a page. It takes the focus when the page opens, so that screen readers say where one is. */
export const PageHeading = ({ children }: { readonly children: string | ReactNode }) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // A field that has taken it keeps it.
    if (
      document.activeElement === null ||
      document.activeElement === document.body ||
      !document.activeElement.isConnected
    ) {
      heading.current?.focus();
    }
    document.title = `${heading.current?.textContent ?? ''} · Stadtfenster`;
  });
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
};
