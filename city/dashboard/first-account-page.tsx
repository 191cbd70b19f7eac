import { useState } from 'react';
import { accountNameSchema, PASSWORD_MIN } from '../../contract/dashboard.ts';
import { makeFirstAccount } from './city-api.ts';
import { useDashboard } from './dashboard-context.ts';
import { Field } from './field.tsx';
import { problemOfNewPassword } from './new-password.ts';
import { addressOf, goTo } from './place.ts';
import { SecretForm } from './secret-form.tsx';

/** Where the link of a first administrator leads. */
export const FirstAccountPage = ({ link }: { readonly link: string }) => {
  const { t, setSignedIn } = useDashboard();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  return (
    <SecretForm
      heading={t('first.heading')}
      lead={t('first.lead')}
      act={t('first.act')}
      problem={() => (accountNameSchema.safeParse(name).success ? problemOfNewPassword(password, again) : 'name-form')}
      send={async () => {
        setSignedIn(await makeFirstAccount(link, accountNameSchema.parse(name), password));
        goTo(addressOf({ name: 'fleet' }));
      }}
    >
      <Field
        label={t('form.name')}
        hint={t('form.nameHint')}
        type="text"
        autoComplete="username"
        value={name}
        onChange={setName}
        autoFocus
      />
      <Field
        label={t('form.newPassword')}
        hint={t('form.passwordHint', { count: PASSWORD_MIN })}
        type="password"
        autoComplete="new-password"
        value={password}
        onChange={setPassword}
      />
      <Field label={t('form.again')} type="password" autoComplete="new-password" value={again} onChange={setAgain} />
    </SecretForm>
  );
};
