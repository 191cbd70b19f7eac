import type { Screen } from '../../contract/snapshot.ts';
import type { MeetingStage } from './meeting-view.ts';
import { isSwitchKey } from './switch-key.ts';
import type { StageWindow } from './window.ts';

const CLEAR = '#00000000';
const SURFACE = '#f5f7fa';

export interface Stage {
  /** Puts the views in the order that this screen needs. */
  arrange(screen: Screen): void;
}

/**
 * Our page always fills the window. In a meeting the meeting's view lies over it and leaves the bar free;
 * while a panel is open our page, which is clear above the bar, lies over the meeting.
 */
export const createStage = ({ window, ui }: StageWindow, meeting: MeetingStage): Stage => {
  let arranged = '';

  const raiseUi = (): void => {
    // Adding a view that is there already brings it to the top.
    window.contentView.addChildView(ui);
  };

  ui.webContents.on('before-input-event', (event, input) => {
    if (!isSwitchKey(input) || arranged !== 'meeting/none') return;
    event.preventDefault();
    meeting.focus();
  });

  return {
    arrange: (screen) => {
      const isMeeting = screen.name === 'meeting' && screen.rejoining === undefined;
      const wanted = isMeeting ? `meeting/${screen.panel}` : 'ui';
      if (wanted === arranged) return;
      arranged = wanted;
      if (!isMeeting) {
        meeting.hide();
        ui.setBackgroundColor(SURFACE);
        ui.webContents.focus();
        return;
      }
      ui.setBackgroundColor(CLEAR);
      if (screen.panel !== 'none') {
        raiseUi();
        ui.webContents.focus();
        return;
      }
      meeting.show();
      meeting.raise();
      meeting.focus();
    },
  };
};
