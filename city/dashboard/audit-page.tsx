import { useEffect, useState } from 'react';
import type { AuditEntry } from '../../contract/dashboard.ts';
import { subjectWords } from './audit-words.ts';
import { CityFailure, readAudit } from './city-api.ts';
import { useDashboard } from './dashboard-context.ts';
import { LineNotice } from './line-notice.tsx';
import { PageHeading } from './page-heading.tsx';
import { moment } from './time-words.ts';

/** What the staff did, newest first; older pages are added below. */
export const AuditPage = () => {
  const { t, locale, setSignedIn } = useDashboard();
  const [before, setBefore] = useState<number | null>(null);
  const [entries, setEntries] = useState<readonly AuditEntry[]>([]);
  const [hasMore, setMore] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  useEffect(() => {
    let isOver = false;
    const read = async (): Promise<void> => {
      try {
        const page = await readAudit(before);
        if (isOver) return;
        setEntries((known) => (before === null ? page.entries : [...known, ...page.entries]));
        setMore(page.hasMore);
        setFailure(null);
      } catch (error) {
        const code = error instanceof CityFailure ? error.code : 'malformed';
        if (code === 'signed-out') setSignedIn(null);
        else setFailure(code);
      }
    };
    void read();
    return () => {
      isOver = true;
    };
  }, [before, setSignedIn]);

  return (
    <>
      <PageHeading>{t('audit.heading')}</PageHeading>
      <LineNotice failure={failure} />
      {/* What scrolls sideways can be focused, and moved by the arrow keys. */}
      <div className="table-frame" tabIndex={0} role="region" aria-label={t('audit.heading')}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('audit.at')}</th>
              <th scope="col">{t('audit.account')}</th>
              <th scope="col">{t('audit.act')}</th>
              <th scope="col">{t('audit.subject')}</th>
            </tr>
          </thead>
          <tbody>
            {entries.map(({ position, at, account, act, subject }) => (
              <tr key={position}>
                <td>{moment(at, locale)}</td>
                <td>{account ?? (act === 'sign-in-refused' ? t('audit.unknown') : t('audit.commandLine'))}</td>
                <td>{t(`act.${act}`)}</td>
                <td>{subjectWords({ act, subject }, t)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {hasMore && (
        <button
          type="button"
          className="button"
          data-rank="secondary"
          onClick={() => setBefore(entries.at(-1)?.position ?? null)}
        >
          {t('audit.more')}
        </button>
      )}
    </>
  );
};
