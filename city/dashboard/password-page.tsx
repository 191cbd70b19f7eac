import { useState } from 'react';
import { PASSWORD_MIN } from '../../contract/dashboard.ts';
import { changePassword } from './city-api.ts';
import { useDashboard } from './dashboard-context.ts';
import { Field } from './field.tsx';
import { problemOfNewPassword } from './new-password.ts';
import { SecretForm } from './secret-form.tsx';

/** Where somebody gives their own account another password. */
export const PasswordPage = () => {
  const { t, signedIn, setSignedIn } = useDashboard();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [isDone, setDone] = useState(false);
  return (
    <>
      <SecretForm
        heading={t('password.heading')}
        lead={t('password.lead')}
        act={t('password.act')}
        problem={() => (current === '' ? 'incomplete' : problemOfNewPassword(next, again))}
        send={async () => {
          setDone(false);
          setSignedIn(await changePassword(current, next));
          for (const empty of [setCurrent, setNext, setAgain]) empty('');
          setDone(true);
        }}
      >
        {/* Tells a password manager whose password it is. */}
        <input type="text" hidden readOnly autoComplete="username" value={signedIn?.name ?? ''} />
        <Field
          label={t('password.current')}
          type="password"
          autoComplete="current-password"
          value={current}
          onChange={setCurrent}
        />
        <Field
          label={t('form.newPassword')}
          hint={t('form.passwordHint', { count: PASSWORD_MIN })}
          type="password"
          autoComplete="new-password"
          value={next}
          onChange={setNext}
        />
        <Field label={t('form.again')} type="password" autoComplete="new-password" value={again} onChange={setAgain} />
      </SecretForm>
      <p className="done" role="status">
        {isDone && t('password.done')}
      </p>
    </>
  );
};
