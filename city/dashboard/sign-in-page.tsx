import { useState } from 'react';
import { signIn } from './city-api.ts';
import { useDashboard } from './dashboard-context.ts';
import { Field } from './field.tsx';
import { SecretForm } from './secret-form.tsx';

/** Where everybody begins who is not signed in. */
export const SignInPage = () => {
  const { t, setSignedIn } = useDashboard();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  return (
    <SecretForm
      heading={t('signIn.heading')}
      lead={t('signIn.lead')}
      act={t('signIn.act')}
      problem={() => (name.trim() === '' || password === '' ? 'incomplete' : null)}
      send={async () => setSignedIn(await signIn(name, password))}
    >
      <Field label={t('form.name')} type="text" autoComplete="username" value={name} onChange={setName} autoFocus />
      <Field
        label={t('form.password')}
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
      />
    </SecretForm>
  );
};
