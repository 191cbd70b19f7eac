import { useState, type ReactNode } from 'react';
import { CityFailure } from './city-api.ts';
import { useDashboard } from './dashboard-context.ts';
import { PageHeading } from './page-heading.tsx';

interface SecretFormProps {
  readonly heading: string;
  readonly lead: string;
  /** What the button does. */
  readonly act: string;
  /** @returns what is wrong with what was typed, before the city is asked; a code of the texts */
  readonly problem: () => string | null;
  readonly send: () => Promise<void>;
  readonly children: ReactNode;
}

interface Wrong {
  readonly code: string;
  readonly minutes: number;
}

/** A form with a name or password in it: sent once at a time, and what is wrong stands above the button. */
export const SecretForm = ({ heading, lead, act, problem, send, children }: SecretFormProps) => {
  const { t } = useDashboard();
  const [wrong, setWrong] = useState<Wrong | null>(null);
  const [isSending, setSending] = useState(false);

  const submit = async (): Promise<void> => {
    const code = problem();
    if (code !== null) {
      setWrong({ code, minutes: 0 });
      return;
    }
    setWrong(null);
    setSending(true);
    try {
      await send();
    } catch (error) {
      const failure = error instanceof CityFailure ? error : new CityFailure('malformed');
      setWrong({ code: failure.code, minutes: Math.max(1, Math.ceil(failure.waitSeconds / 60)) });
    } finally {
      setSending(false);
    }
  };
  return (
    <form
      className="card secret-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isSending) void submit();
      }}
    >
      <PageHeading>{heading}</PageHeading>
      <p>{lead}</p>
      {children}
      <p className="wrong" role="alert">
        {wrong !== null && t(`wrong.${wrong.code}`, { count: wrong.minutes, defaultValue: t('wrong.unknown') })}
      </p>
      <button type="submit" className="button" data-rank="primary" aria-disabled={isSending}>
        {isSending ? t('form.sending') : act}
      </button>
    </form>
  );
};
