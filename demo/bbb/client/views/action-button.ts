import { button, el } from '../dom.ts';
import { sign, type SignName } from '../signs.ts';

export interface ActionLook {
  readonly label: string;
  /** BBB's `data-test` mark of what a click does now. */
  readonly test: string;
  readonly sign: SignName;
  /** What the button stands for is on. */
  readonly on?: boolean;
  /** The one thing most people want to do now. */
  readonly inviting?: boolean;
}

export interface ActionButton {
  readonly element: HTMLButtonElement;
  /** Changes look and meaning; it stays the same element, so that focus stays where it is. */
  readonly show: (look: ActionLook | null) => void;
}

/** A button in the bar below the stage. Null hides it. */
export const actionButton = (onClick: () => void): ActionButton => {
  const element = button('', { class: 'action', onClick });
  element.hidden = true;
  return {
    element,
    show: (look) => {
      element.hidden = look === null;
      if (look === null || element.dataset['test'] === look.test) return;
      element.dataset['test'] = look.test;
      element.className = `action${look.on === true ? ' on' : ''}${look.inviting === true ? ' primary' : ''}`;
      element.replaceChildren(sign(look.sign), el('span', {}, look.label));
    },
  };
};
