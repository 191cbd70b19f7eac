import { useCallback, useState, type SyntheticEvent } from 'react';
import { ArrowRight, BadgeCheck, KeyRound, ScanQrCode, TriangleAlert } from 'lucide-react';
import { FieldError, Label, Text, TextField } from 'react-aria-components';
import { ENROLMENT_CODE, readEnrolmentLink } from '../../contract/enrolment-code.ts';
import type { EnrolmentProblem, EnrolmentScreen } from '../../contract/enrolment-screen.ts';
import type { CodeProblem } from '../../contract/snapshot.ts';
import { useCameras } from '../check/cameras.ts';
import { Button } from '../design/button.tsx';
import { Frame } from '../design/frame.tsx';
import { useAnnouncement } from '../design/live-regions.tsx';
import { ScreenHeading } from '../design/screen-heading.tsx';
import { Statement } from '../design/statement.tsx';
import { AboveKeyboard, FieldLine, useFieldKeys } from '../keyboard/field-with-keyboard.tsx';
import { useTerminal } from '../terminal-context.ts';
import { CodeScan } from './code-scan.tsx';
import { useCodeForm, type AskedCode } from './code.tsx';

interface StepProps {
  readonly screen: EnrolmentScreen;
}

/** What an intent can carry. */
const TYPED_MAX = 2048;

const ASKED: AskedCode = {
  shape: ENROLMENT_CODE,
  texts: 'enrolmentCode',
  wrong: 'enrolment-code-wrong',
  codeIn: (text) => readEnrolmentLink(text)?.code ?? null,
  enter: (code) => ({ type: 'enrol', code, city: null }),
  scan: { type: 'scan-enrolment' },
};

type AddressProblem = Extract<EnrolmentProblem, `city-address-${string}`>;

const isAddressProblem = (problem: EnrolmentProblem | null): problem is AddressProblem =>
  problem === 'city-address-wrong' || problem === 'city-address-other';

const codeProblemOf = (problem: EnrolmentProblem | null): CodeProblem | null =>
  isAddressProblem(problem) ? null : problem;

const hostOf = (address: string): string => (address === '' ? '' : new URL(address).host);

/** The camera may read city and code at once. */
const ScanButton = ({ onPress }: { readonly onPress: () => void }) => {
  const { t } = useTerminal();
  return (
    useCameras() > 0 && (
      <Button rank="secondary" icon={<ScanQrCode aria-hidden />} onPress={onPress}>
        {t('code.scan.open')}
      </Button>
    )
  );
};

/** Nobody can use the terminal until the staff has enrolled it again. */
const OutOfService = ({ code }: { readonly code: NonNullable<EnrolmentScreen['refusal']> }) => {
  const { send, t } = useTerminal();
  return (
    <Frame
      aside={
        <Button rank="secondary" icon={<KeyRound aria-hidden />} onPress={() => send({ type: 'open-enrolment' })}>
          {t('enrolment.open')}
        </Button>
      }
    >
      <Statement sign="blocked" heading={t(`failure.${code}.sentence`)} code={code}>
        <p>{t(`failure.${code}.advice`)}</p>
      </Statement>
    </Frame>
  );
};

/** The code came from the command line: nobody needs to do anything. */
const Unattended = ({ screen: { city, problem } }: StepProps) => {
  const { t } = useTerminal();
  const code = codeProblemOf(problem);
  const isWaiting = code !== null && code !== 'code-incomplete' && code !== 'code-unseen';
  return (
    <Frame>
      <Statement
        sign={isWaiting ? 'unreachable' : 'waiting'}
        overline={t('enrolment.code.at', { city: hostOf(city) })}
        heading={isWaiting ? t('enrolment.unattended.waiting') : t('enrolment.unattended.heading')}
        {...(isWaiting ? { code } : {})}
      >
        {isWaiting && <p>{t(`failure.${code}.sentence`)}</p>}
        <p>{isWaiting ? t('enrolment.unattended.again') : t('enrolment.unattended.sentence')}</p>
      </Statement>
    </Frame>
  );
};

/** Asks where the city is. */
const City = ({ screen: { city, problem } }: StepProps) => {
  const { send, t } = useTerminal();
  const [typed, setTyped] = useState(city);
  /** What the last answer was about: it is of no use for another address. */
  const [sent, setSent] = useState<string | null>(null);
  const keys = useFieldKeys(true);
  const isWrong = problem === 'city-address-wrong' && (sent === null || sent === typed);
  const words = (): string => {
    if (problem === 'code-unseen') return t('code.scan.unseen');
    return isWrong ? t('enrolment.city.wrong') : '';
  };
  useAnnouncement('assertive', words());
  const next = (): void => {
    setSent(typed);
    send({ type: 'name-city', city: typed });
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    next();
  };
  return (
    <AboveKeyboard keys={keys} purpose="address" beginsLarge={false}>
      <Frame
        aside={<ScanButton onPress={() => send({ type: 'scan-enrolment' })} />}
        primary={
          <Button rank="primary" icon={<ArrowRight className="points-on" aria-hidden />} onPress={next}>
            {t('enrolment.city.next')}
          </Button>
        }
      >
        <p className="overline">{t('enrolment.overline')}</p>
        <ScreenHeading>{t('enrolment.city.heading')}</ScreenHeading>
        <form className="enrolment-city" noValidate onSubmit={submit}>
          <TextField
            className="field"
            value={typed}
            isInvalid={words() !== ''}
            onChange={setTyped}
            maxLength={TYPED_MAX}
            autoComplete="off"
            autoCorrect="off"
            spellCheck="false"
          >
            <Label className="half-title">{t('enrolment.city.label')}</Label>
            <FieldLine keys={keys} />
            {/* The sentence takes its place, so that the buttons stay above the keyboard. */}
            {words() === '' && <Text slot="description">{t('enrolment.city.hint')}</Text>}
            <FieldError className="field-problem">
              <TriangleAlert aria-hidden />
              <span>{words()}</span>
            </FieldError>
          </TextField>
        </form>
      </Frame>
    </AboveKeyboard>
  );
};

/** Asks for the code, which may be read by the camera. */
const Code = ({ screen }: StepProps) => {
  const { send, t } = useTerminal();
  const { city, isCityFixed, refusal, problem, checking, waitUntil, step } = screen;
  const isScanning = step === 'scan';
  const entry = { problem: codeProblemOf(problem), checking, waitUntil };
  const { form, next, scan, put } = useCodeForm(entry, isScanning, ASKED);
  const take = useCallback(
    (text: string): boolean => {
      const link = readEnrolmentLink(text);
      if (link === null) return false;
      put(link.code);
      send({ type: 'enrol', ...link });
      return true;
    },
    [put, send],
  );
  const isOtherCity = problem === 'city-address-other';
  const host = hostOf(city);
  const ofOtherCity = isOtherCity ? t('enrolment.city.other', { city: host }) : '';
  useAnnouncement('assertive', ofOtherCity);
  if (isScanning) return <CodeScan texts="enrolmentCode" overline={t('enrolment.overline')} take={take} />;
  const canGoBack = !isCityFixed || refusal !== null;
  return (
    <Frame
      back={canGoBack ? { label: t('action.back'), onPress: () => send({ type: 'back' }) } : undefined}
      aside={waitUntil === null && <ScanButton onPress={scan} />}
      primary={
        <Button rank="primary" icon={<BadgeCheck aria-hidden />} onPress={next}>
          {t('enrolment.code.next')}
        </Button>
      }
    >
      <p className="overline">{t('enrolment.code.at', { city: host })}</p>
      <ScreenHeading>{t('enrolment.code.heading')}</ScreenHeading>
      {isOtherCity && (
        <p className="field-problem">
          <TriangleAlert aria-hidden />
          <span>{ofOtherCity}</span>
        </p>
      )}
      {form}
    </Frame>
  );
};

/** Gives a terminal its place in a city, or says that it has none any more. */
export const Enrolment = ({ screen }: StepProps) => {
  if (screen.step === 'notice' && screen.refusal !== null) return <OutOfService code={screen.refusal} />;
  if (screen.step === 'unattended') return <Unattended screen={screen} />;
  if (screen.step === 'city') return <City screen={screen} />;
  return <Code screen={screen} />;
};
