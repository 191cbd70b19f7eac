import type { Setting } from '../../contract/dashboard.ts';
import { FORMAT_LOCALE } from '../../contract/locale.ts';
import { useDashboard } from './dashboard-context.ts';

/** What a terminal works with, and where each part of it comes from. */
export const SettingsList = ({ settings }: { readonly settings: readonly Setting[] }) => {
  const { t, locale } = useDashboard();
  const list = new Intl.ListFormat(FORMAT_LOCALE[locale]);
  return (
    <>
      {settings.every(({ layers }) => layers.length === 0) && <p>{t('settings.layersUnknown')}</p>}
      <div className="table-frame" tabIndex={0} role="region" aria-label={t('settings.heading')}>
        <table className="table settings">
          <thead>
            <tr>
              <th scope="col">{t('settings.field')}</th>
              <th scope="col">{t('settings.from')}</th>
              <th scope="col">{t('settings.value')}</th>
            </tr>
          </thead>
          <tbody>
            {settings.map(({ field, layers, value }) => (
              <tr key={field}>
                <td>{t(`setting.${field}`, { defaultValue: field })}</td>
                <td>{list.format(layers.map((layer) => t(`layer.${layer}`)))}</td>
                <td>{value ?? ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
};
