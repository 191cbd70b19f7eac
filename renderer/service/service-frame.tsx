import { useEffect, useRef, type ReactNode } from 'react';
import { ArrowLeft } from 'lucide-react';
import type { Locale } from '../../contract/locale.ts';
import { Button } from '../design/button.tsx';
import { WindowMark } from '../design/window-mark.tsx';
import { useService } from './service-context.ts';

/** Each language in its own name, so that those who need it find it. */
const OWN_NAMES: Record<Locale, string> = { de: 'Deutsch', en: 'English' };

interface ServiceFrameProps {
  readonly heading: string;
  /** Beside the name of the menu. */
  readonly role?: string;
  readonly back: { readonly label: string; readonly onPress: () => void };
  /** Bottom right: where it goes on. */
  readonly ahead?: ReactNode;
  readonly children: ReactNode;
}

/** The same places as on the terminal's own screens: back bottom left, the way on bottom right, language top right. */
export const ServiceFrame = ({ heading, role, back, ahead, children }: ServiceFrameProps) => {
  const { t, other, choose } = useService();
  const title = useRef<HTMLHeadingElement>(null);
  const { onPress } = back;
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') onPress();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [onPress]);
  useEffect(() => {
    // A field that has taken it keeps it.
    if (document.activeElement === document.body) title.current?.focus();
  }, [heading]);
  return (
    <div className="service">
      <header className="service-header">
        <p className="service-name">
          <WindowMark />
          <span>{t('title')}</span>
          {role !== undefined && <span className="service-role">{role}</span>}
        </p>
        <div role="group" aria-label={t('language')}>
          <button type="button" className="button" data-rank="secondary" lang={other} onClick={() => choose(other)}>
            {OWN_NAMES[other]}
          </button>
        </div>
      </header>
      {/* What scrolls can be focused, and moved by the arrow keys. */}
      <main className="service-main" tabIndex={0} aria-label={heading}>
        <h1 ref={title} tabIndex={-1}>
          {heading}
        </h1>
        {children}
      </main>
      <footer className="service-footer">
        <Button rank="secondary" icon={<ArrowLeft aria-hidden />} onPress={onPress}>
          {back.label}
        </Button>
        {ahead}
      </footer>
    </div>
  );
};
