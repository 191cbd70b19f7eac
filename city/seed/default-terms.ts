import type { Terms } from '../../contract/configuration.ts';

/**
 * Rules of conduct for a city that has not written its own yet. Whoever changes them changes the version,
 * so that terminals ask again.
 */
export const DEFAULT_TERMS: Terms = {
  version: '1',
  summary: [
    { de: 'Gehen Sie respektvoll miteinander um.', en: 'Treat each other with respect.' },
    {
      de: 'Beleidigen Sie niemanden und grenzen Sie niemanden aus.',
      en: 'Do not insult anyone and do not exclude anyone.',
    },
    { de: 'Zeigen und sagen Sie nichts Verbotenes.', en: 'Do not show or say anything that is against the law.' },
  ],
  fullText: [
    {
      de: 'Im digitalen Raum gelten dieselben Regeln wie im Saal: Lassen Sie andere ausreden. Bleiben Sie beim Thema. Sprechen Sie über Meinungen, nicht gegen Menschen.',
      en: 'The rules of the hall apply in the digital room as well: let others finish. Keep to the subject. Speak about opinions, not against people.',
    },
    {
      de: 'Nicht erlaubt sind Hass, Beleidigung und Diskriminierung. Verherrlichen Sie keine Gewalt. Zeigen Sie keine Pornografie und nichts, was Kinder und Jugendliche gefährdet. Auch rechtsextreme Inhalte sind verboten.',
      en: 'Hatred, insults and discrimination are not allowed. Do not glorify violence. Show no pornography and nothing that harms children or young people. Right-wing extremist content is forbidden too.',
    },
    {
      de: 'Nehmen Sie Bild und Ton der anderen nicht auf. Halten Sie sich an die Regeln. Sonst darf die Moderation Sie ausschließen.',
      en: 'Do not record the picture or the voice of others. Keep to the rules. Otherwise the moderator may remove you.',
    },
    {
      de: 'Wer diese Regeln nicht annimmt, kann nicht teilnehmen.',
      en: 'Whoever does not accept these rules cannot take part.',
    },
  ],
};
