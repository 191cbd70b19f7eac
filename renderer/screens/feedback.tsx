import { Check, PencilLine } from 'lucide-react';
import { Label, RadioButton, RadioField, RadioGroup } from 'react-aria-components';
import type { Rating } from '../../contract/feedback.ts';
import type { Feedback as FeedbackState } from '../../contract/snapshot.ts';
import { Button } from '../design/button.tsx';
import { Face } from '../design/face.tsx';
import { useAnnouncement } from '../design/live-regions.tsx';
import { useTerminal } from '../terminal-context.ts';

/** Types only from the contract: its schemas would bring a parser into the page. */
const RATINGS = [1, 2, 3, 4, 5] as const satisfies readonly Rating[];

/** How the visit was: one touch on a face says it, words are offered after it. */
export const Feedback = ({ feedback: { state, rating } }: { readonly feedback: FeedbackState }) => {
  const { send, t } = useTerminal();
  const thanks = state === 'told' ? t('feedback.told') : state === 'rated' ? t('feedback.thanks') : '';
  useAnnouncement('assertive', thanks);
  return (
    <section className="feedback">
      {state !== 'told' && (
        <RadioGroup
          className="feedback-question"
          orientation="horizontal"
          value={rating === null ? null : String(rating)}
          onChange={(value) => {
            const chosen = RATINGS.find((candidate) => String(candidate) === value);
            if (chosen !== undefined) send({ type: 'rate-visit', rating: chosen });
          }}
        >
          <Label className="half-title">{t('feedback.heading')}</Label>
          <div className="feedback-faces">
            {RATINGS.map((candidate) => (
              <RadioField key={candidate} value={String(candidate)}>
                <RadioButton className="choice feedback-face">
                  <Face rating={candidate} />
                  <span>{t(`feedback.rating.${candidate}`)}</span>
                </RadioButton>
              </RadioField>
            ))}
          </div>
        </RadioGroup>
      )}
      <div className="feedback-after">
        {thanks !== '' && (
          <p className="feedback-thanks">
            <Check aria-hidden />
            <span>{thanks}</span>
          </p>
        )}
        {state === 'asked' && (
          <Button rank="secondary" onPress={() => send({ type: 'skip-feedback' })}>
            {t('feedback.skip')}
          </Button>
        )}
        {state === 'rated' && (
          <Button rank="secondary" icon={<PencilLine aria-hidden />} onPress={() => send({ type: 'write-words' })}>
            {t('feedback.write')}
          </Button>
        )}
      </div>
    </section>
  );
};
