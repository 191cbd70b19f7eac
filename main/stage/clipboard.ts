import { clipboard } from 'electron';

/** One of the two clipboards that X11 and Wayland have; other systems have only the first. */
type Kind = 'clipboard' | 'selection';

const KINDS: readonly Kind[] = process.platform === 'linux' ? ['clipboard', 'selection'] : ['clipboard'];

/** The selection is a clipboard of its own since Electron 44, and was a parameter before. */
const call = (kind: Kind, method: 'clear' | 'read' | 'availableFormats'): unknown => {
  const selection: unknown = Reflect.get(clipboard, 'selection');
  const isOwn = typeof selection === 'object' && selection !== null;
  const target = kind === 'selection' && isOwn ? selection : clipboard;
  const found: unknown = Reflect.get(target, method);
  if (typeof found !== 'function') return undefined;
  return Reflect.apply(found, target, kind === 'selection' && !isOwn ? [kind] : []);
};

const typesOf = (item: unknown): number => {
  const types: unknown = typeof item === 'object' && item !== null ? Reflect.get(item, 'types') : undefined;
  return Array.isArray(types) ? types.length : 1;
};

/** Whether it holds nothing of any kind: no text, no picture, no files. */
const isEmpty = async (kind: Kind): Promise<boolean> => {
  // Through Electron 43 a list of what is there; since then the items themselves.
  const formats = call(kind, 'availableFormats');
  if (Array.isArray(formats)) return formats.length === 0;
  const items: unknown = await call(kind, 'read');
  return Array.isArray(items) && items.every((item) => typesOf(item) === 0);
};

export const clearClipboards = async (): Promise<void> => {
  for (const kind of KINDS) await call(kind, 'clear');
};

export const areClipboardsEmpty = async (): Promise<boolean> => {
  for (const kind of KINDS) if (!(await isEmpty(kind))) return false;
  return true;
};
