import type { ReactNode } from 'react';
import { FORMAT_LOCALE } from '../../contract/locale.ts';
import { useDashboard } from './dashboard-context.ts';
import './bars.css';

/** A number and beside it a bar, as long as the number is large. @param most the number that fills the whole width */
export const Bar = ({ value, most }: { readonly value: number; readonly most: number }) => {
  const { locale } = useDashboard();
  return (
    <span className="bar">
      <span className="bar-value">{value.toLocaleString(FORMAT_LOCALE[locale])}</span>
      <span className="bar-track">
        <span className="bar-fill" style={{ inlineSize: `${(100 * value) / Math.max(most, value, 1)}%` }} />
      </span>
    </span>
  );
};

interface BarTableProps {
  readonly caption: string;
  /** Above the names, and above the numbers. */
  readonly columns: readonly [string, string];
  readonly rows: readonly { readonly key: string; readonly name: ReactNode; readonly value: number }[];
}

/** Numbers as bars; for whoever cannot see these it is a table. */
export const BarTable = ({ caption, columns: [names, numbers], rows }: BarTableProps) => {
  const most = Math.max(...rows.map(({ value }) => value));
  return (
    <table className="bar-table">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{names}</th>
          <th scope="col">{numbers}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, value }) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            <td>
              <Bar value={value} most={most} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
