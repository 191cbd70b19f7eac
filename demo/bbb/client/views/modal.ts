import { button, el } from '../dom.ts';
import { sign } from '../signs.ts';

interface ModalOptions {
  readonly title: string;
  readonly test: string;
  readonly closeLabel: string;
  readonly content: (close: () => void) => readonly Node[];
}

/** Shows a window over the page. @returns once it is closed, by whichever way */
export const showModal = ({ title, test, closeLabel, content }: ModalOptions): Promise<void> =>
  new Promise((resolve) => {
    const dialog = el('dialog', { class: 'modal', test, attributes: { 'aria-label': title } });
    const close = () => dialog.close();
    dialog.append(
      el(
        'header',
        { class: 'modal-head' },
        el('h2', {}, title),
        button(closeLabel, { class: 'quiet icon-only', test: 'closeModal', onClick: close }, sign('cross')),
      ),
      ...content(close),
    );
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve();
    });
    document.body.append(dialog);
    dialog.showModal();
  });

/** Closes every window that is open, because the page under it is no more. */
export const closeModals = (): void => {
  for (const dialog of document.querySelectorAll('dialog')) dialog.close();
};
