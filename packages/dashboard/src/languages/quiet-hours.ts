import { catalogue } from './catalogue.ts'

/** What the quiet hours of a site say. */
export const quietHoursWords = catalogue({
  en: {
    title: 'Quiet hours',
    lead: 'For everybody who has said nothing of their own, on their own clock. What nobody waits for comes after them; transactional messages come at once.',
    on: 'Keep quiet hours',
    from: 'From',
    to: 'To',
    zone: 'Time zone',
    'zone.help': 'Of people whose browser has told none, such as Europe/Berlin. Empty: UTC.',
  },
  de: {
    title: 'Ruhezeiten',
    lead: 'Für alle, die selbst nichts gesagt haben, nach ihrer eigenen Uhr. Worauf niemand wartet, kommt danach; Transaktionales kommt sofort.',
    on: 'Ruhezeiten einhalten',
    from: 'Von',
    to: 'Bis',
    zone: 'Zeitzone',
    'zone.help': 'Von Leuten, deren Browser keine genannt hat, etwa Europe/Berlin. Leer: UTC.',
  },
})
