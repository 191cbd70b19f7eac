const SVG = 'http://www.w3.org/2000/svg';

/** Outlines on a field of 24 by 24. */
const OUTLINES = {
  microphone: ['M12 3.5a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0v-5a3 3 0 0 1 3-3z', 'M5.5 11.5a6.5 6.5 0 0 0 13 0', 'M12 18v3'],
  'microphone-off': [
    'M9 9v2.5a3 3 0 0 0 5.1 2.1',
    'M15 11V6.5a3 3 0 0 0-5.7-1.3',
    'M5.5 11.5a6.5 6.5 0 0 0 11 4.7',
    'M18.4 12.5a6.5 6.5 0 0 0 .1-1',
    'M12 18v3',
    'M4 4l16 16',
  ],
  camera: [
    'M4.5 7h9a1.5 1.5 0 0 1 1.5 1.5v7a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 3 15.5v-7A1.5 1.5 0 0 1 4.5 7z',
    'M15 11l6-3.5v9L15 13',
  ],
  'camera-off': [
    'M10 7h3.5A1.5 1.5 0 0 1 15 8.5v3',
    'M15 11l6-3.5v9',
    'M14.6 16.5a1.5 1.5 0 0 1-1.1.5h-9A1.5 1.5 0 0 1 3 15.5v-7A1.5 1.5 0 0 1 4.5 7H6',
    'M4 4l16 16',
  ],
  headphones: [
    'M4.5 14.5v-2a7.5 7.5 0 0 1 15 0v2',
    'M4.5 14h3.2v6H6a1.5 1.5 0 0 1-1.5-1.5z',
    'M19.5 14h-3.2v6H18a1.5 1.5 0 0 0 1.5-1.5z',
  ],
  leave: ['M10.5 20.5h-5v-17h5', 'M15 8l4 4-4 4', 'M19 12h-9'],
  dots: ['M12 5.2v.01', 'M12 12v.01', 'M12 18.8v.01'],
  people: [
    'M9 11a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 9 11z',
    'M3.2 19.5a5.8 5.8 0 0 1 11.6 0',
    'M16 5.2a3 3 0 0 1 0 5.6',
    'M17.6 14.4a5.4 5.4 0 0 1 3.2 5.1',
  ],
  chat: ['M4 5h16v11h-8.5L7 20v-4H4z'],
  hand: [
    'M8 12.5V6a1.4 1.4 0 0 1 2.8 0v5',
    'M10.8 10.5v-6a1.4 1.4 0 0 1 2.8 0v6',
    'M13.6 10.5v-5a1.4 1.4 0 0 1 2.8 0v6',
    'M16.4 11V8a1.4 1.4 0 0 1 2.8 0v6.5a6.5 6.5 0 0 1-6.5 6.5c-3 0-4.6-1.4-6-3.8L4 13.4a1.4 1.4 0 0 1 2.3-1.6L8 14',
  ],
  screen: ['M4 5h16v11H4z', 'M9 20h6', 'M12 16v4'],
  cross: ['M6 6l12 12', 'M18 6L6 18'],
  send: ['M4 5l17 7-17 7 3-7z', 'M7 12h7'],
} as const;

export type SignName = keyof typeof OUTLINES;

/**
 * A drawn sign.
 * @param label says what it means where no word stands beside it
 */
export const sign = (name: SignName, label?: string): SVGSVGElement => {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  if (label === undefined) svg.setAttribute('aria-hidden', 'true');
  else {
    svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', label);
  }
  svg.setAttribute('class', 'sign');
  for (const outline of OUTLINES[name]) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', outline);
    svg.append(path);
  }
  return svg;
};
