type Child = Node | string;

interface Properties {
  readonly class?: string;
  /** BBB's `data-test` mark, by which automation finds the element. */
  readonly test?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly onClick?: () => void;
}

/** Makes an element. Strings become text, never markup. */
export const el = <Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  { class: className, test, attributes, onClick }: Properties = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] => {
  const element = document.createElement(tag);
  if (className !== undefined) element.className = className;
  if (test !== undefined) element.dataset['test'] = test;
  for (const [name, value] of Object.entries(attributes ?? {})) element.setAttribute(name, value);
  if (onClick !== undefined) element.addEventListener('click', onClick);
  element.append(...children);
  return element;
};

/** A button with a word, and optionally a drawn sign before it. */
export const button = (label: string, properties: Properties, sign?: Node): HTMLButtonElement =>
  el(
    'button',
    { ...properties, attributes: { type: 'button', ...properties.attributes } },
    ...(sign === undefined ? [] : [sign]),
    el('span', {}, label),
  );
