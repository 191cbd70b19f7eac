import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';

export type Politeness = 'polite' | 'assertive';
type Announce = (politeness: Politeness, text: string) => void;

const AnnounceContext = createContext<Announce>(() => undefined);

/** The two live regions of the page, at its root: the only places from which a screen reader is spoken to. */
export const LiveRegions = ({ children }: { readonly children: ReactNode }) => {
  const [polite, setPolite] = useState('');
  const [assertive, setAssertive] = useState('');
  const announce = useMemo<Announce>(
    () => (politeness, text) => (politeness === 'polite' ? setPolite(text) : setAssertive(text)),
    [],
  );
  return (
    <AnnounceContext value={announce}>
      {children}
      <div className="only-read" aria-live="polite">
        {polite}
      </div>
      <div className="only-read" aria-live="assertive">
        {assertive}
      </div>
    </AnnounceContext>
  );
};

/** Says a text whenever it changes, without moving the focus (WCAG 4.1.3); an empty text says nothing. */
export const useAnnouncement = (politeness: Politeness, text: string): void => {
  const announce = use(AnnounceContext);
  useEffect(() => {
    announce(politeness, text);
    return () => announce(politeness, '');
  }, [announce, politeness, text]);
};
