import { type CommandResult, type CommandRow } from '../../contract/dashboard-commands.ts';
import { DASHBOARD_PATHS, may } from '../../contract/dashboard.ts';
import { Ago } from './ago.tsx';
import { audienceWords, countsWords, resultWords, type SiteNames } from './command-words.ts';
import { useDashboard } from './dashboard-context.ts';

const Sent = ({ id, terminal }: { readonly id: string; readonly terminal: string }) => {
  const { t, signedIn } = useDashboard();
  if (signedIn === null || !may(signedIn.role, 'see-attachments')) return null;
  return (
    <a href={`/${DASHBOARD_PATHS.attachment(id, terminal)}`} target="_blank" rel="noreferrer">
      {t('command-list.see')}
    </a>
  );
};

const isTold = ({ state, hasAttachment }: CommandResult): boolean =>
  hasAttachment || state === 'failed' || state === 'refused';

interface EntryProps {
  readonly row: CommandRow;
  readonly siteNames: SiteNames;
  readonly isOfOne: boolean;
}

const Entry = ({ row, siteNames, isOfOne }: EntryProps) => {
  const { t, locale } = useDashboard();
  const { id, command, audience, by, issuedAt, results } = row;
  const told = isOfOne ? results : results.filter(isTold);
  const message = 'message' in command ? (command.message?.[locale] ?? command.message?.de) : undefined;
  return (
    <li className="command">
      <p>
        <strong>{t(`command.${command.act}`)}</strong>
        {message !== undefined && <q>{message}</q>}
      </p>
      <p className="command-who">
        {audienceWords(audience, siteNames, t)}, {by}, <Ago at={issuedAt} />
      </p>
      {!isOfOne && <p>{countsWords(row, t, locale)}</p>}
      {told.map((result) => (
        <p key={result.terminal} className="command-result" data-state={result.state}>
          {!isOfOne && <span>{result.terminal}:</span>} <span>{resultWords(result, t)}</span>
          {result.hasAttachment && <Sent id={id} terminal={result.terminal} />}
        </p>
      ))}
    </li>
  );
};

/** Commands that were given, with what became of them. */
export const CommandList = ({
  rows,
  siteNames,
  isOfOne,
}: {
  readonly rows: readonly CommandRow[];
  readonly siteNames: SiteNames;
  /** Whether they are looked at as commands of a single terminal. */
  readonly isOfOne: boolean;
}) => {
  const { t } = useDashboard();
  if (rows.length === 0) return <p>{t('command-list.none')}</p>;
  return (
    <ol className="commands" aria-label={t('command-list.heading')}>
      {rows.map((row) => (
        <Entry key={row.id} row={row} siteNames={siteNames} isOfOne={isOfOne} />
      ))}
    </ol>
  );
};
