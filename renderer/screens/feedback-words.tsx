import { lazy, Suspense, useId, useRef, useState, type ReactNode, type SyntheticEvent } from 'react';
import { Keyboard, Send, TriangleAlert } from 'lucide-react';
import { FieldError, Input, Label, Text, TextField } from 'react-aria-components';
import type { WordsProblem } from '../../contract/snapshot.ts';
import { Button } from '../design/button.tsx';
import { Frame } from '../design/frame.tsx';
import { useAnnouncement } from '../design/live-regions.tsx';
import { ScreenHeading } from '../design/screen-heading.tsx';
import { useTerminal } from '../terminal-context.ts';

/** The field takes no more than can be sent; the rules for the words are the main process's (contract/feedback.ts). */
const TYPED_MAX = 500;

const FieldKeyboard = lazy(() =>
  import('../keyboard/field-keyboard.tsx').then((module) => ({ default: module.FieldKeyboard })),
);

interface FeedbackWordsProps {
  readonly problem: WordsProblem | null;
  /** What stays in sight beside the field. */
  readonly beside: ReactNode;
}

/** A few words about the visit, with a keyboard on the screen. */
export const FeedbackWords = ({ problem, beside }: FeedbackWordsProps) => {
  const { send, t } = useTerminal();
  const [typed, setTyped] = useState('');
  const [keyboardOpen, setKeyboardOpen] = useState(true);
  const keyboardId = useId();
  const field = useRef<HTMLInputElement>(null);
  const problemWords = problem === null ? '' : t(`feedback.problem.${problem}`);
  useAnnouncement('assertive', problemWords);

  const submit = (event?: SyntheticEvent): void => {
    event?.preventDefault();
    send({ type: 'send-words', words: typed });
  };

  return (
    <div
      className="with-keyboard"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !keyboardOpen) return;
        // Escape closes one thing after the other; the way back comes next.
        event.stopPropagation();
        setKeyboardOpen(false);
      }}
    >
      <div className="above-keyboard">
        <Frame
          back={{ label: t('action.back'), onPress: () => send({ type: 'back' }) }}
          primary={
            <Button rank="primary" icon={<Send aria-hidden />} onPress={submit}>
              {t('feedback.send')}
            </Button>
          }
        >
          <div className="goodbye">
            <form className="goodbye-words" noValidate onSubmit={submit}>
              <ScreenHeading>{t('feedback.words')}</ScreenHeading>
              <TextField
                className="field"
                value={typed}
                isInvalid={problemWords !== ''}
                onChange={setTyped}
                maxLength={TYPED_MAX}
                autoComplete="off"
                autoCorrect="off"
                spellCheck="false"
              >
                <Label className="only-read">{t('feedback.words')}</Label>
                <Text slot="description" className="feedback-hint">
                  {t('feedback.hint')}
                </Text>
                <div className="field-line">
                  <Input
                    ref={field}
                    className="field-input"
                    dir="auto"
                    // Ours opens, not the system's.
                    inputMode="none"
                    onPointerUp={({ pointerType }) => {
                      if (pointerType !== 'mouse') setKeyboardOpen(true);
                    }}
                  />
                  <button
                    type="button"
                    className="button"
                    data-rank="secondary"
                    aria-expanded={keyboardOpen}
                    aria-controls={keyboardId}
                    onClick={() => setKeyboardOpen(!keyboardOpen)}
                  >
                    <Keyboard aria-hidden />
                    <span>{t('keyboard.open')}</span>
                  </button>
                </div>
                <FieldError className="field-problem">
                  <TriangleAlert aria-hidden />
                  <span>{problemWords}</span>
                </FieldError>
              </TextField>
            </form>
            {beside}
          </div>
        </Frame>
      </div>
      {keyboardOpen && (
        <Suspense>
          <FieldKeyboard
            id={keyboardId}
            field={field}
            beginsLarge={typed === ''}
            onDone={() => setKeyboardOpen(false)}
          />
        </Suspense>
      )}
    </div>
  );
};
