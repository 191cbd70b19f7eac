import type { Screen } from '../../contract/snapshot.ts';
import type { MeetingStage } from './meeting-view.ts';
import { isSwitchKey } from './switch-key.ts';
import type { StageWindow } from './window.ts';

const CLEAR = '#00000000';
const SURFACE = '#f5f7fa';

/**
 * The second of two quick taps comes within this time. It belongs to what was touched, not to the meeting that
 * lies open there since: until then it falls on our page, which is clear by then and drops it.
 */
const SECOND_TAP_MS = 400;

export interface Stage {
  /**
   * Puts the views in the order that this screen needs.
   * @param isCovered whether our page shows something over the screen, in a meeting as well
   */
  arrange(screen: Screen, isCovered?: boolean): void;
  /** Gives the keyboard from the meeting to the bar. */
  focusBar(): void;
  /** Gives the keyboard to the view that is uppermost, after something lay over them all. */
  focusUppermost(): void;
}

/**
 * Our page always fills the window. In a meeting the meeting's view lies over it and leaves the bar free, and
 * our keyboard too if it is open; while another panel is open, or the bar is locked, our page, which is clear
 * above the bar, lies over the meeting and takes what is meant for it.
 */
export const createStage = (
  { window, ui }: StageWindow,
  meeting: MeetingStage,
  /** The order of the views is another one: what lies over them all must be put there again. */
  reordered: () => void = () => undefined,
): Stage => {
  let arranged = '';
  let isBarWanted = false;
  let raising: NodeJS.Timeout | undefined;

  const raiseUi = (): void => {
    // Adding a view that is there already brings it to the top.
    window.contentView.addChildView(ui);
    reordered();
  };

  const raiseMeeting = (): void => {
    meeting.raise();
    reordered();
  };

  const isMeetingOnTop = (): boolean => arranged === 'meeting/none' || arranged === 'meeting/keyboard';

  ui.webContents.on('before-input-event', (event, input) => {
    if (!isSwitchKey(input) || !isMeetingOnTop()) return;
    event.preventDefault();
    meeting.focus();
  });
  // A touch on our keyboard must not take the caret from the field in the meeting.
  ui.webContents.on('focus', () => {
    // Once the window has done with this change: it does not take another one meanwhile.
    setImmediate(() => {
      if (arranged === 'meeting/keyboard' && !isBarWanted) meeting.focus();
    });
  });
  window.on('closed', () => clearTimeout(raising));
  ui.webContents.on('blur', () => {
    isBarWanted = false;
  });

  return {
    arrange: (screen, isCovered = false) => {
      const isMeeting = screen.name === 'meeting' && screen.rejoining === undefined;
      const isLocked = screen.name === 'meeting' && screen.locked !== undefined;
      const wanted = isMeeting ? `meeting/${isCovered ? 'covered ' : ''}${isLocked ? 'locked' : screen.panel}` : 'ui';
      if (wanted === arranged) return;
      // The keyboard opens at the bar's edge and gives nothing of our page to the meeting.
      const wasTouchedThere = !(arranged === 'meeting/none' && wanted === 'meeting/keyboard');
      arranged = wanted;
      clearTimeout(raising);
      meeting.takeInput(!isLocked);
      if (!isMeeting) {
        meeting.hide();
        ui.setBackgroundColor(SURFACE);
        ui.webContents.focus();
        return;
      }
      ui.setBackgroundColor(CLEAR);
      meeting.makeRoomFor(isLocked ? 'none' : screen.panel);
      meeting.show();
      if (!isMeetingOnTop()) {
        raiseUi();
        ui.webContents.focus();
        return;
      }
      if (wasTouchedThere) {
        raiseUi();
        raising = setTimeout(() => {
          raiseMeeting();
          if (!isBarWanted) meeting.focus();
        }, SECOND_TAP_MS);
      } else raiseMeeting();
      meeting.focus();
    },
    focusUppermost: () => {
      if (isMeetingOnTop()) meeting.focus();
      else ui.webContents.focus();
    },
    focusBar: () => {
      isBarWanted = true;
      ui.webContents.focus();
    },
  };
};
