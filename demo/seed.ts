import type { CitySeedInput } from '../city/seed/city-seed.ts';

const TUESDAY = 2;
const WEDNESDAY = 3;
const THURSDAY = 4;

const evening = (weekday: number) => [{ weekday, start: '17:00', end: '19:00' }];

/**
 * An invented city with the rooms that a city of this size has: open working groups with weekly evenings, and the
 * board of a club that meets behind a code.
 */
export const demoSeed: CitySeedInput = {
  city: 'Musterstadt',
  sites: [
    { id: 'bibliothek', name: 'Bibliothek am Markt' },
    { id: 'klima-pavillon', name: 'Klima-Pavillon' },
  ],
  terminals: [
    {
      id: 'bibliothek-1',
      texts: {
        version: '2026-11',
        help: {
          de: 'Bitte fragen Sie an der Theke im Erdgeschoss.',
          en: 'Please ask at the desk on the ground floor.',
        },
      },
    },
    {
      // Where nobody sits at a desk: two rooms in sight, the clubs of the house by their codes.
      id: 'klima-pavillon-1',
      rooms: ['energie-umwelt', 'stadtentwicklung'],
      roomsByCode: 'all',
      devices: { audio: 'speakerphone' },
      texts: {
        version: '2026-11',
        welcome: { de: 'Willkommen im Klima-Pavillon! Reden Sie per Video mit.', en: 'Welcome! Join in by video.' },
      },
    },
  ],
  terms: {
    version: '2026-11',
    summary: [
      { de: 'Sprechen Sie freundlich mit allen.', en: 'Be friendly to everyone.' },
      { de: 'Kein Hass, keine Beleidigung, keine Gewalt.', en: 'No hatred, no insults, no violence.' },
      { de: 'Nichts, was Kindern schadet.', en: 'Nothing that harms children.' },
      { de: 'Nehmen Sie niemanden auf.', en: 'Do not record anyone.' },
    ],
    fullText: [
      {
        de: 'Alle Menschen sind in unseren digitalen Räumen willkommen. Hören Sie einander zu. Lassen Sie andere ausreden.',
        en: 'Everyone is welcome in our digital rooms. Listen to each other. Let others finish.',
      },
      {
        de: 'Verboten sind Hass, Beleidigungen und die Ausgrenzung von Menschen. Verherrlichen Sie keine Gewalt. Zeigen Sie keine Pornografie und nichts, was Kindern und Jugendlichen schadet. Auch rechtsextreme Inhalte sind verboten.',
        en: 'Hatred, insults and discrimination are not allowed. Do not glorify violence. Show no pornography and nothing that is unfit for minors. Right-wing extremist content is forbidden too.',
      },
      {
        de: 'Halten Sie sich an diese Regeln. Sonst darf die Moderation Sie stumm schalten oder ausschließen.',
        en: 'Keep to these rules. Otherwise the moderator may mute you or remove you.',
      },
      {
        de: 'Nur die Menschen in der Besprechung sehen Ihren Namen. Dieses Gerät speichert nichts. Am Ende löschen wir alle Spuren.',
        en: 'Only the people in the meeting see your name. This device keeps nothing. At the end we erase all traces.',
      },
    ],
  },
  rooms: [
    {
      id: 'bildung-kultur',
      title: { de: 'AG Bildung & Kultur', en: 'Education & Culture' },
      description: { de: 'Schulen, Bücherei, Musik und Theater', en: 'Schools, library, music and theatre' },
      schedule: evening(TUESDAY),
    },
    {
      id: 'buergerbeteiligung',
      title: { de: 'AG Bürgerbeteiligung & Verwaltung', en: 'Participation & Administration' },
      description: { de: 'Wie die Stadt mit Ihnen spricht', en: 'How the city talks with you' },
      schedule: evening(THURSDAY),
    },
    {
      id: 'energie-umwelt',
      title: { de: 'AG Energie & Umwelt', en: 'Energy & Environment' },
      description: { de: 'Wärme, Strom, Bäume und Wasser', en: 'Heat, power, trees and water' },
      // Of the numbers that belong to nobody and may stand in films (Bundesnetzagentur).
      dialIn: { number: '+49 30 23125014', conference: '72011' },
      schedule: evening(TUESDAY),
    },
    {
      id: 'stadtentwicklung',
      title: { de: 'AG Städtebau, Stadtentwicklung & Verkehr', en: 'Town Planning & Transport' },
      description: { de: 'Bauen, wohnen und unterwegs sein', en: 'Building, living and getting around' },
      schedule: evening(THURSDAY),
    },
    {
      id: 'heimatverein',
      kind: 'closed',
      title: { de: 'Vorstand Heimatverein', en: 'Heritage Club Board' },
      description: { de: 'Nur für den Vorstand', en: 'For the board only' },
      startedBy: 'moderator',
      schedule: evening(WEDNESDAY),
    },
    {
      id: 'wirtschaft',
      title: { de: 'AG Wirtschaft', en: 'Economy' },
      description: { de: 'Läden, Handwerk und Arbeit', en: 'Shops, crafts and work' },
      schedule: [],
    },
  ],
};
