import { useState, type SyntheticEvent } from 'react';
import { ArrowRight, DoorOpen, Ear, Mic, TriangleAlert, UserRound } from 'lucide-react';
import { FieldError, Label, RadioButton, RadioField, RadioGroup, TextField, ToggleButton } from 'react-aria-components';
import type { Part } from '../../contract/join.ts';
import type { Screen } from '../../contract/snapshot.ts';
import { Button } from '../design/button.tsx';
import { Frame } from '../design/frame.tsx';
import { useAnnouncement } from '../design/live-regions.tsx';
import { RoomTitle } from '../design/room-title.tsx';
import { ScreenHeading } from '../design/screen-heading.tsx';
import { TickBox } from '../design/tick-box.tsx';
import { AboveKeyboard, FieldLine, useFieldKeys } from '../keyboard/field-with-keyboard.tsx';
import { useTerminal } from '../terminal-context.ts';

type NameScreen = Extract<Screen, { readonly name: 'name' }>;

/** What an intent can carry; the rules for a name are the main process's (contract/person-name.ts). */
const TYPED_MAX = 2048;

const PARTS = [
  { part: 'listen', icon: <Ear aria-hidden /> },
  { part: 'speak', icon: <Mic aria-hidden /> },
] as const;

const isPart = (value: string): value is Part => PARTS.some(({ part }) => part === value);

/** Where nobody speaks, there is nothing to choose. */
const OnlyListening = () => {
  const { t } = useTerminal();
  return (
    <div className="name-half">
      <h2 className="half-title">{t('name.onlyListening.title')}</h2>
      <p className="only-listening">
        <Ear aria-hidden />
        <span>{t('name.onlyListening.detail')}</span>
      </p>
    </div>
  );
};

/** How the visitor wants to be called, and whether they want to listen or to speak. */
export const Name = ({ screen }: { readonly screen: NameScreen }) => {
  const { snapshot, send, t } = useTerminal();
  const onlyListens = snapshot.audio === 'listen-only';
  const [typed, setTyped] = useState(screen.typedName);
  const [asGuest, setAsGuest] = useState(screen.anonymous);
  const [part, setPart] = useState<Part>(screen.part);
  const keys = useFieldKeys(false);
  const problem = screen.problem !== null && !asGuest ? t(`name.problem.${screen.problem}`) : '';

  useAnnouncement('assertive', problem);

  const join = (): void => send({ type: 'join', name: asGuest ? null : typed, part });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    join();
  };

  return (
    <AboveKeyboard
      keys={keys}
      // A name begins with a capital.
      beginsLarge={typed === ''}
    >
      <Frame
        back={{ label: t('action.back'), onPress: () => send({ type: 'back' }) }}
        primary={
          <Button
            rank="primary"
            icon={part === 'speak' ? <ArrowRight className="points-back" aria-hidden /> : <DoorOpen aria-hidden />}
            onPress={join}
          >
            {part === 'speak' ? t('name.check') : t('name.join')}
          </Button>
        }
      >
        <p className="overline">
          <RoomTitle room={screen.room} />
        </p>
        <ScreenHeading>{t('name.heading')}</ScreenHeading>
        <form className="name" noValidate onSubmit={submit}>
          <div className="name-half">
            <TextField
              className="field"
              value={typed}
              isInvalid={problem !== ''}
              onChange={(value) => {
                setTyped(value);
                setAsGuest(false);
              }}
              maxLength={TYPED_MAX}
              autoComplete="off"
              autoCorrect="off"
              spellCheck="false"
            >
              <Label className="half-title">{t('name.label')}</Label>
              <FieldLine keys={keys} />
              <FieldError className="field-problem">
                <TriangleAlert aria-hidden />
                <span>{problem}</span>
              </FieldError>
            </TextField>
            <p className="name-or">{t('name.or')}</p>
            <ToggleButton
              className="choice"
              isSelected={asGuest}
              onChange={(chosen) => {
                setAsGuest(chosen);
                if (chosen) keys.setOpen(false);
              }}
            >
              <TickBox />
              <UserRound aria-hidden />
              <span>{t('name.guest', { number: screen.guestNumber })}</span>
            </ToggleButton>
          </div>
          {onlyListens ? (
            <OnlyListening />
          ) : (
            <RadioGroup
              className="name-half"
              value={part}
              onChange={(value) => {
                if (isPart(value)) setPart(value);
              }}
            >
              <Label className="half-title">{t('name.part.label')}</Label>
              {PARTS.map(({ part: value, icon }) => (
                <RadioField key={value} value={value}>
                  <RadioButton className="choice choice-large">
                    <TickBox />
                    {icon}
                    <span>
                      <strong>{t(`name.part.${value}.title`)}</strong>
                      <small>{t(`name.part.${value}.detail`)}</small>
                    </span>
                  </RadioButton>
                </RadioField>
              ))}
            </RadioGroup>
          )}
        </form>
      </Frame>
    </AboveKeyboard>
  );
};
