import { useRef, useState } from 'react';
import { Delete, LockOpen } from 'lucide-react';
import { PIN_MAX } from '../../contract/service-pin.ts';
import type { ServiceScreen } from '../../contract/service.ts';
import { Button } from '../design/button.tsx';
import { useSecondsUntil } from '../time/use-machine-seconds.ts';
import { useService } from './service-context.ts';
import { ServiceFrame } from './service-frame.tsx';

type PinState = Extract<ServiceScreen, { readonly name: 'pin' }>;

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'] as const;

const onlyDigits = (text: string): string => text.replaceAll(/\D/g, '').slice(0, PIN_MAX);

/** What stands under the field: that it is being checked, how long to wait, or what is wrong. */
const Words = ({ screen: { problem, isChecking, waitUntil } }: { readonly screen: PinState }) => {
  const { t } = useService();
  const seconds = useSecondsUntil(waitUntil ?? 0);
  if (isChecking) return t('pin.checking');
  const wrong = problem === null ? '' : t(`pin.problem.${problem}`);
  return seconds > 0 ? `${wrong} ${t('pin.wait', { count: seconds })}` : wrong;
};

/** A PIN, typed on the screen or on a keyboard; nobody reads it over a shoulder. */
export const PinScreen = ({ screen }: { readonly screen: PinState }) => {
  const { t, send } = useService();
  const [pin, setPin] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const mayEnter = !screen.isChecking && screen.waitUntil === null;
  const enter = (): void => {
    if (mayEnter) send({ type: 'enter-pin', pin });
    // Whoever has to type more does so in the field.
    field.current?.focus({ preventScroll: true });
  };
  const press = (next: string): void => {
    setPin(onlyDigits(next));
    field.current?.focus({ preventScroll: true });
  };
  return (
    <ServiceFrame
      heading={t('pin.heading')}
      back={{ label: t('close'), onPress: () => send({ type: 'close' }) }}
      ahead={
        <Button rank="primary" icon={<LockOpen aria-hidden />} onPress={enter}>
          {t('pin.open')}
        </Button>
      }
    >
      <div className="pin">
        <form
          className="pin-words"
          onSubmit={(event) => {
            event.preventDefault();
            enter();
          }}
        >
          <label className="pin-label">
            <span className="service-lead">{t('pin.lead')}</span>
            <input
              ref={field}
              className="pin-field"
              type="password"
              inputMode="none"
              autoComplete="off"
              autoFocus
              aria-label={t('pin.field')}
              aria-describedby="pin-problem"
              aria-invalid={screen.problem !== null}
              value={pin}
              onChange={({ target }) => setPin(onlyDigits(target.value))}
            />
          </label>
          <p className="only-read" aria-live="polite">
            {t('pin.typed', { count: pin.length })}
          </p>
          <p id="pin-problem" className="pin-problem" aria-live="assertive">
            <Words screen={screen} />
          </p>
        </form>
        {/* Who walks through the page with Tab has a keyboard and passes them by. */}
        <div className="pin-keys" role="group" aria-label={t('pin.keys')}>
          {DIGITS.map((digit) => (
            <button
              key={digit}
              type="button"
              tabIndex={-1}
              className="pin-key"
              data-digit={digit}
              onClick={() => press(pin + digit)}
            >
              {digit}
            </button>
          ))}
          <button type="button" tabIndex={-1} className="pin-key pin-erase" onClick={() => press(pin.slice(0, -1))}>
            <Delete aria-hidden />
            {t('pin.erase')}
          </button>
        </div>
      </div>
    </ServiceFrame>
  );
};
