import { button, el } from '../dom.ts';
import { capture, type DeviceProblem } from '../media/capture.ts';
import { sign } from '../signs.ts';
import type { Texts } from '../texts.ts';
import { showModal } from './modal.ts';
import { silentVideo } from './video-grid.ts';

/** Says in a window why there is no picture. @returns once it is closed */
const showProblem = (texts: Texts, problem: DeviceProblem): Promise<void> =>
  showModal({
    title: texts.joinVideo,
    test: 'webcamProblemModal',
    closeLabel: texts.close,
    content: (close) => [
      el('p', { class: 'modal-problem', attributes: { role: 'alert' } }, texts.deviceProblems.camera[problem]),
      el('div', { class: 'modal-actions' }, button(texts.close, { class: 'quiet', onClick: close })),
    ],
  });

/** Opens the camera and gives its picture out without showing it first. */
export const shareWithoutPreview = async (texts: Texts, onShare: (track: MediaStreamTrack) => void): Promise<void> => {
  const captured = await capture('camera');
  if (captured.ok) onShare(captured.track);
  else await showProblem(texts, captured.problem);
};

/**
 * Shows people their own picture before anyone else sees it. The camera is let go of when they close the
 * window without giving the picture out.
 */
export const showCameraModal = async (texts: Texts, onShare: (track: MediaStreamTrack) => void): Promise<void> => {
  let open = true;
  const unshared = new Set<MediaStreamTrack>();
  const note = el('p', { class: 'modal-problem', attributes: { role: 'status' } }, texts.cameraWaiting);
  const preview = el('div', { class: 'camera-preview' }, note);

  const share = (close: () => void): void => {
    for (const track of unshared) onShare(track);
    unshared.clear();
    close();
  };
  const closed = showModal({
    title: texts.cameraTitle,
    test: 'webcamSettingsModal',
    closeLabel: texts.close,
    content: (close) => {
      const start = button(
        texts.startSharing,
        { class: 'primary', test: 'startSharingWebcam', attributes: { disabled: '' }, onClick: () => share(close) },
        sign('camera'),
      );
      void capture('camera').then((captured) => {
        if (!captured.ok) note.textContent = texts.deviceProblems.camera[captured.problem];
        else if (!open) captured.track.stop();
        else {
          unshared.add(captured.track);
          preview.replaceChildren(silentVideo(captured.track));
          start.disabled = false;
          start.focus();
        }
      });
      return [
        preview,
        el('div', { class: 'modal-actions' }, button(texts.cancel, { class: 'quiet', onClick: close }), start),
      ];
    },
  });
  await closed;
  open = false;
  for (const track of unshared) track.stop();
};
