import type { Locale } from '../../contract/locale.ts';
import type { ScreenSize } from '../display.ts';

/** One walk through a format in a language. */
export interface Walk {
  readonly format: ScreenSize;
  readonly locale: Locale;
  /** Where the next picture belongs; pictures are numbered in the order in which they are taken. */
  readonly nextFile: (name: string) => string;
}

/** One part of the product that the tour looks at. */
export interface TourPart {
  readonly formats: readonly ScreenSize[];
  readonly walk: (walk: Walk) => Promise<void>;
}
