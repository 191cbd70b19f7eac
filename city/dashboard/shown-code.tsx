import type { ShownCode as Code } from '../../contract/dashboard-rooms.ts';
import { useDashboard } from './dashboard-context.ts';

/** The QR of a code, a field of the picture for each field of it. */
const Qr = ({ fields }: { readonly fields: readonly string[] }) => {
  const { t } = useDashboard();
  const path = fields.flatMap((row, y) => Array.from(row, (field, x) => (field === '1' ? `M${x} ${y}h1v1h-1z` : '')));
  return (
    <svg
      className="code-picture"
      role="img"
      aria-label={t('rooms.code.picture')}
      viewBox={`0 0 ${fields.length} ${fields.length}`}
      shapeRendering="crispEdges"
    >
      <path d={path.join('')} />
    </svg>
  );
};

interface ShownCodeProps {
  readonly code: Code;
  readonly title: string;
  readonly onDone: () => void;
}

/** A new code in the only moment in which somebody can read it. */
export const ShownCode = ({ code: { code, fields }, title, onDone }: ShownCodeProps) => {
  const { t } = useDashboard();
  return (
    <section className="notice shown-code" aria-label={title}>
      <Qr fields={fields} />
      <div>
        <h3>{title}</h3>
        <p className="code-text">{code}</p>
        <p>{t('rooms.code.once')}</p>
        <button type="button" className="button" data-rank="primary" autoFocus onClick={onDone}>
          {t('rooms.code.done')}
        </button>
      </div>
    </section>
  );
};
