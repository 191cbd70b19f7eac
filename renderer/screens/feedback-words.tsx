import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { Send, TriangleAlert } from 'lucide-react';
import { FieldError, Label, Text, TextField } from 'react-aria-components';
import type { WordsProblem } from '../../contract/snapshot.ts';
import { Button } from '../design/button.tsx';
import { Frame } from '../design/frame.tsx';
import { useAnnouncement } from '../design/live-regions.tsx';
import { ScreenHeading } from '../design/screen-heading.tsx';
import { AboveKeyboard, FieldLine, useFieldKeys } from '../keyboard/field-with-keyboard.tsx';
import { useTerminal } from '../terminal-context.ts';

/** The field takes no more than can be sent; the rules for the words are the main process's (contract/feedback.ts). */
const TYPED_MAX = 500;

interface FeedbackWordsProps {
  readonly problem: WordsProblem | null;
  /** What stays in sight beside the field. */
  readonly beside: ReactNode;
}

/** A few words about the visit, with a keyboard on the screen. */
export const FeedbackWords = ({ problem, beside }: FeedbackWordsProps) => {
  const { send, t } = useTerminal();
  const [typed, setTyped] = useState('');
  const keys = useFieldKeys(true);
  const problemWords = problem === null ? '' : t(`feedback.problem.${problem}`);
  useAnnouncement('assertive', problemWords);

  const submit = (event?: SyntheticEvent): void => {
    event?.preventDefault();
    send({ type: 'send-words', words: typed });
  };

  return (
    <AboveKeyboard keys={keys} beginsLarge={typed === ''}>
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
              <FieldLine keys={keys} />
              <FieldError className="field-problem">
                <TriangleAlert aria-hidden />
                <span>{problemWords}</span>
              </FieldError>
            </TextField>
          </form>
          {beside}
        </div>
      </Frame>
    </AboveKeyboard>
  );
};
