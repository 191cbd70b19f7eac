import { useEffect, useRef, type ReactNode } from 'react';
import type { MeetingPanel } from '../../contract/snapshot.ts';
import { useTerminal } from '../terminal-context.ts';

/** A panel above the bar, dimming the meeting; the bar stays where it is and keeps working. */
export const Panel = ({
  name,
  title,
  children,
}: {
  readonly name: Exclude<MeetingPanel, 'none' | 'keyboard'> | 'code';
  readonly title: string;
  readonly children: ReactNode;
}) => {
  const { send } = useTerminal();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const close = (): void => send({ type: 'show-panel', panel: 'none' });
  return (
    <div
      className="panel-shade"
      onClick={(event) => {
        if (event.target === event.currentTarget) close();
      }}
    >
      <section className="panel" data-panel={name} role="dialog" aria-labelledby="panel-title">
        <h2 id="panel-title" ref={heading} tabIndex={-1}>
          {title}
        </h2>
        {children}
      </section>
    </div>
  );
};
