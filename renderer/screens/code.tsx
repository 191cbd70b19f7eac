import { useCallback, useEffect, useId, useRef, useState, type ClipboardEvent, type SyntheticEvent } from 'react';
import { ArrowRight, Hourglass, ScanQrCode, TriangleAlert } from 'lucide-react';
import { codeInSentence } from '../../contract/code-in-sentence.ts';
import {
  CODE_LENGTH,
  CODE_PLACES,
  codeSymbolsOf,
  isCodeConsistent,
  type CodeShape,
} from '../../contract/code-symbols.ts';
import type { Intent } from '../../contract/ipc.ts';
import { scannedCodeOf } from '../../contract/scanned-code.ts';
import type { CodeEntry, CodeProblem, Screen } from '../../contract/snapshot.ts';
import { useCameras } from '../check/cameras.ts';
import { Button } from '../design/button.tsx';
import { Frame } from '../design/frame.tsx';
import { useAnnouncement } from '../design/live-regions.tsx';
import { RoomTitle } from '../design/room-title.tsx';
import { ScreenHeading } from '../design/screen-heading.tsx';
import { CodeKeys } from '../keyboard/code-keys.tsx';
import { useTerminal } from '../terminal-context.ts';
import { useSecondsUntil } from '../time/use-machine-seconds.ts';
import { CodeScan } from './code-scan.tsx';

type CodeScreen = Extract<Screen, { readonly name: 'code' }>;

/** As much of what was pasted is read: a letter with the code in it, not a book. */
const PASTED_MAX = 10_000;

/** What an intent can carry; also room for a code typed over another one. */
const TYPED_MAX = 64;

const Countdown = ({ until }: { readonly until: number }) => {
  const { t } = useTerminal();
  return <strong className="code-countdown">{t('code.wait', { count: useSecondsUntil(until) })}</strong>;
};

/** Which kind of code is asked for, and where it goes. */
export interface AskedCode {
  readonly shape: CodeShape;
  readonly texts: 'code' | 'enrolmentCode';
  /** When its check character does not fit. */
  readonly wrong: 'code-wrong' | 'enrolment-code-wrong';
  /** The code in a longer text that was pasted. */
  readonly codeIn: (text: string) => string | null;
  readonly enter: (symbols: string) => Intent;
  readonly scan: Intent;
}

const ROOM_CODE: AskedCode = {
  shape: { length: CODE_LENGTH, places: CODE_PLACES },
  texts: 'code',
  wrong: 'code-wrong',
  codeIn: codeInSentence,
  enter: (code) => ({ type: 'enter-code', code }),
  scan: { type: 'scan-code' },
};

/**
 * A code, symbol by symbol into its groups, or read by the camera.
 * @param asked which one; that of a closed room or of a moderator when absent
 * @param isAway the form makes room for the camera's picture, and comes back with what stands in it
 * @returns the form, what sends the code that stands in it, what asks the camera for one, and what puts that one in
 */
export const useCodeForm = ({ problem, checking, waitUntil }: CodeEntry, isAway = false, asked = ROOM_CODE) => {
  const { length, places: groups } = asked.shape;
  const { send, t } = useTerminal();
  const field = useRef<HTMLInputElement>(null);
  const places = useRef<HTMLDivElement>(null);
  const hintId = useId();
  const problemId = useId();
  const [symbols, setSymbols] = useState('');
  /** The place where the next symbol goes; after the last one there is none. */
  const [place, setPlace] = useState(0);
  const [isTooLong, setTooLong] = useState(false);
  /** What the last answer was about: it is of no use for another code. One that was there first is about a code from elsewhere. */
  const [sent, setSent] = useState<string | null>(problem === null ? null : '');

  // Whoever stands before the screen with keys of their own, or a reader, begins to write at once.
  useEffect(() => field.current?.focus({ preventScroll: true }), [isAway]);

  const ownProblem = (): CodeProblem | null => {
    if (waitUntil !== null) return 'code-wait';
    if (isTooLong) return 'code-incomplete';
    // Told at once, without asking the city.
    if (symbols.length === length && !isCodeConsistent(symbols, length)) return asked.wrong;
    return sent === symbols ? problem : null;
  };
  const shown = checking ? null : ownProblem();
  const wordsOf = (code: CodeProblem): string => {
    if (code === 'code-incomplete') return t('code.incomplete', { count: length });
    if (code === 'code-unseen') return t('code.scan.unseen');
    return `${t(`failure.${code}.sentence`)} ${t(`failure.${code}.advice`)}`;
  };
  const words = shown === null ? '' : wordsOf(shown);
  useAnnouncement('assertive', words);
  useAnnouncement('polite', checking ? t('code.checking') : '');

  const show = (input: HTMLInputElement): void => {
    setSymbols(input.value);
    setPlace(input.selectionStart ?? input.value.length);
    setTooLong(false);
  };
  /** Keeps only symbols in the field, the caret where it was, and nothing beyond the last place. */
  const read = (input: HTMLInputElement): void => {
    const next = codeSymbolsOf(input.value);
    const isFull = next.length > length;
    const kept = isFull ? symbols : next;
    if (kept !== input.value) {
      const before = codeSymbolsOf(input.value.slice(0, input.selectionStart ?? input.value.length)).length;
      const caret = Math.min(isFull ? before - 1 : before, kept.length);
      input.value = kept;
      input.setSelectionRange(caret, caret);
    }
    show(input);
  };
  const paste = (event: ClipboardEvent<HTMLInputElement>): void => {
    event.preventDefault();
    const input = event.currentTarget;
    const text = event.clipboardData.getData('text').slice(0, PASTED_MAX);
    const all = codeSymbolsOf(text);
    const pasted = all.length > length ? (asked.codeIn(text) ?? all) : all;
    if (pasted.length > length) {
      setTooLong(true);
      return;
    }
    // A whole code takes the place of whatever stands there.
    if (pasted.length === length) input.setSelectionRange(0, input.value.length);
    input.setRangeText(pasted, input.selectionStart ?? 0, input.selectionEnd ?? input.value.length, 'end');
    read(input);
  };
  /** A touch marks the symbol under it, so that the next one takes its place. */
  const mark = (x: number): void => {
    const cells = Array.from(places.current?.querySelectorAll('.code-place') ?? []);
    const touched = cells.findIndex((cell) => {
      const { left, right } = cell.getBoundingClientRect();
      return x >= left && x <= right;
    });
    if (touched !== -1) field.current?.setSelectionRange(touched, touched + 1);
  };
  const next = (): void => {
    setSent(symbols);
    send(asked.enter(symbols));
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    next();
  };
  const scan = (): void => {
    setSent(symbols);
    send(asked.scan);
  };
  const put = useCallback((scanned: string): void => {
    setSymbols(scanned);
    setPlace(scanned.length);
    setTooLong(false);
    setSent(scanned);
  }, []);

  const form = (
    <form className="code" noValidate onSubmit={submit}>
      <p id={hintId}>{t(`${asked.texts}.hint`, { count: length })}</p>
      <div className="code-field">
        <input
          ref={field}
          className="code-input"
          defaultValue={symbols}
          aria-label={t(`${asked.texts}.label`)}
          aria-describedby={`${hintId} ${problemId}`}
          aria-invalid={shown !== null && shown !== 'code-wait'}
          maxLength={TYPED_MAX}
          autoComplete="off"
          autoCorrect="off"
          autoCapitalize="characters"
          spellCheck="false"
          // Ours are there, not the system's.
          inputMode="none"
          onInput={({ currentTarget }) => read(currentTarget)}
          onPaste={paste}
          onSelect={({ currentTarget }) => setPlace(currentTarget.selectionStart ?? 0)}
          onPointerUp={({ clientX }) => mark(clientX)}
        />
        <div ref={places} className="code-places" data-code={asked.texts} aria-hidden>
          {groups.map((group) => (
            <div key={group[0]} className="code-group">
              {group.map((index) => (
                <span
                  key={index}
                  className="code-place"
                  {...(index === place ? { 'data-next': '' } : {})}
                  {...(shown === asked.wrong ? { 'data-wrong': '' } : {})}
                >
                  {symbols.charAt(index)}
                </span>
              ))}
            </div>
          ))}
        </div>
      </div>
      <p id={problemId} className="code-words" {...(shown === null ? {} : { 'data-problem': shown })}>
        {checking && (
          <>
            <Hourglass aria-hidden />
            <span>{t('code.checking')}</span>
          </>
        )}
        {shown !== null && (
          <>
            {shown === 'code-wait' ? <Hourglass aria-hidden /> : <TriangleAlert aria-hidden />}
            <span>
              {words} {waitUntil !== null && <Countdown until={waitUntil} />}
            </span>
          </>
        )}
      </p>
      <CodeKeys field={field} />
    </form>
  );
  return { form, next, scan, put };
};

/** Asks for the code of a closed room, or for any. */
export const Code = ({ screen }: { readonly screen: CodeScreen }) => {
  const { send, t } = useTerminal();
  const { form, next, scan, put } = useCodeForm(screen, screen.scanning);
  const hasCamera = useCameras() > 0;
  const take = useCallback(
    (text: string): boolean => {
      const code = scannedCodeOf(text);
      if (code === null) return false;
      put(code);
      send({ type: 'enter-code', code });
      return true;
    },
    [put, send],
  );
  const roomTitle = screen.room === null ? undefined : <RoomTitle room={screen.room} />;
  if (screen.scanning) return <CodeScan texts="code" overline={roomTitle} take={take} />;
  return (
    <Frame
      back={{ label: t('action.back'), onPress: () => send({ type: 'back' }) }}
      aside={
        hasCamera &&
        screen.waitUntil === null && (
          <Button rank="secondary" icon={<ScanQrCode aria-hidden />} onPress={scan}>
            {t('code.scan.open')}
          </Button>
        )
      }
      primary={
        <Button rank="primary" icon={<ArrowRight className="points-on" aria-hidden />} onPress={next}>
          {t('code.next')}
        </Button>
      }
    >
      {roomTitle !== undefined && <p className="overline">{roomTitle}</p>}
      <ScreenHeading>{t('code.heading')}</ScreenHeading>
      {form}
    </Frame>
  );
};
