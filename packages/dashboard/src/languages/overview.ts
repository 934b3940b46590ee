import { catalogue } from './catalogue.ts'

/** The overview. */
export const overviewWords = catalogue({
  en: {
    title: 'Overview',
    'lead.well': 'All well. Belfry runs, and no push service refuses anything.',
    'lead.alarms': '{count, plural, one {Something keeps} other {# things keep}} messages from people: {first}.',
    'lead.unready': 'Belfry is not ready: {checks}.',
    'lead.unknown': 'Whether the server is well is for operators of all its sites to see.',
    alarms: 'What to do',
    reach: 'Reach',
    queue: 'Queue',
  },
  de: {
    title: 'Übersicht',
    'lead.well': 'Alles gut. Belfry läuft, und kein Push-Dienst lehnt etwas ab.',
    'lead.alarms': '{count, plural, one {Etwas hält} other {# Dinge halten}} Nachrichten von Menschen fern: {first}.',
    'lead.unready': 'Belfry ist nicht bereit: {checks}.',
    'lead.unknown': 'Ob es dem Server gut geht, sehen Verantwortliche aller Websites.',
    alarms: 'Was zu tun ist',
    reach: 'Reichweite',
    queue: 'Warteschlange',
  },
})
