import { useSyncExternalStore } from 'react';
import { GridList, GridListItem, ListLayout, Virtualizer } from 'react-aria-components';
import type { FleetTerminal } from '../../contract/dashboard.ts';
import { Ago } from './ago.tsx';
import { useDashboard } from './dashboard-context.ts';
import { addressOf } from './place.ts';
import { shownState } from './shown-state.ts';
import { Concerns, StateMark } from './terminal-state.tsx';

/** In rem, as dashboard.css lays the rows out: side by side, and below each other on a telephone. */
const ROW = { wide: 4.5, narrow: 7.25 } as const;

/** One rem in pixels, by the text size that the browser is set to. */
const REM = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);

const narrow = window.matchMedia('(width < 56rem)');
const watchNarrow = (changed: () => void): (() => void) => {
  narrow.addEventListener('change', changed);
  return () => narrow.removeEventListener('change', changed);
};

const Row = ({ terminal }: { readonly terminal: FleetTerminal }) => {
  const { t } = useDashboard();
  const { id, site, version, heardAt, concerns } = terminal;
  return (
    <>
      <StateMark terminal={terminal} />
      <span className="row-name">
        <strong>{id}</strong>
        <small>{site}</small>
      </span>
      <span className="row-concerns">
        <Concerns concerns={concerns} />
      </span>
      <span className="row-facts">
        <span>{version === null ? t('fleet.noVersion') : t('fleet.version', { version })}</span>
        <small>
          {heardAt !== null && (
            <>
              {t('fleet.heard')} <Ago at={heardAt} />
            </>
          )}
        </small>
      </span>
    </>
  );
};

/** All terminals that are meant; only the rows in sight are drawn, so that thousands scroll smoothly. */
export const FleetList = ({ rows }: { readonly rows: readonly FleetTerminal[] }) => {
  const { t, locale } = useDashboard();
  const isNarrow = useSyncExternalStore(watchNarrow, () => narrow.matches);
  return (
    <Virtualizer layout={ListLayout} layoutOptions={{ rowSize: REM * (isNarrow ? ROW.narrow : ROW.wide) }}>
      <GridList
        className="fleet-list"
        aria-label={t('fleet.list')}
        items={rows}
        dependencies={[locale]}
        renderEmptyState={() => <p className="empty">{t('fleet.empty')}</p>}
      >
        {(terminal: FleetTerminal) => (
          <GridListItem
            id={terminal.id}
            // What a screen reader says of the row before it is gone into.
            textValue={`${terminal.id}, ${terminal.site}, ${t(`state.${shownState(terminal)}`)}`}
            className="fleet-row"
            href={addressOf({ name: 'terminal', id: terminal.id })}
          >
            <Row terminal={terminal} />
          </GridListItem>
        )}
      </GridList>
    </Virtualizer>
  );
};
