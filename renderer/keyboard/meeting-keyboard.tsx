import type { NamedKey } from '../../contract/meeting-key.ts';
import { useTerminal } from '../terminal-context.ts';
import type { FunctionKey } from './layouts.ts';
import { OnScreenKeyboard } from './on-screen-keyboard.tsx';

/** What a key of ours is for the meeting's page. */
const NAMED: Readonly<Partial<Record<FunctionKey, NamedKey>>> = {
  erase: 'Backspace',
  tab: 'Tab',
  left: 'ArrowLeft',
  right: 'ArrowRight',
  enter: 'Enter',
};

/** The keyboard under the meeting. It knows nothing of the field: each key goes on as it is pressed. */
export const MeetingKeyboard = ({ id }: { readonly id: string }) => {
  const { send } = useTerminal();
  return (
    <OnScreenKeyboard
      id={id}
      purpose="meeting"
      beginsLarge={false}
      write={(character) => send({ type: 'press-key', key: { text: character } })}
      act={(key) => {
        const named = NAMED[key];
        if (named !== undefined) send({ type: 'press-key', key: { named } });
      }}
    />
  );
};
