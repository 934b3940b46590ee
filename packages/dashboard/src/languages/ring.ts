import { catalogue } from './catalogue.ts'

/** What the card about alarms in this browser says. */
export const ringWords = catalogue({
  en: {
    title: 'Alarms in your browser',
    lead: 'When something keeps messages from people, your browser says so and what to do: once a day for each cause.',
    browsers: '{count, plural, one {# browser rings} other {# browsers ring}}.',
    start: 'Ring this browser',
    stop: 'Stop ringing this browser',
    try: 'Try it',
    started: 'This browser is told of alarms.',
    denied: 'This browser does not allow notifications here. Allow them in its settings for this address.',
    failed: 'This browser could not be subscribed. Look at its console.',
    stopped: 'This browser is told of nothing any more.',
    tried: 'A test is on its way.',
    impossible: 'This browser cannot: it takes https, or localhost, and a browser with push messages.',
    rings: 'The last alarms',
  },
  de: {
    title: 'Alarme im eigenen Browser',
    lead: 'Hält etwas Nachrichten von Menschen ab, sagt es Ihr Browser, und was zu tun ist: je Ursache einmal am Tag.',
    browsers: '{count, plural, one {# Browser meldet} other {# Browser melden}} sich.',
    start: 'In diesem Browser melden',
    stop: 'Hier nicht mehr melden',
    try: 'Ausprobieren',
    started: 'Dieser Browser meldet Alarme.',
    denied: 'Dieser Browser erlaubt hier keine Benachrichtigungen. Erlauben Sie sie in seinen Einstellungen.',
    failed: 'Dieser Browser ließ sich nicht anmelden. Sehen Sie in seine Konsole.',
    stopped: 'Dieser Browser meldet nichts mehr.',
    tried: 'Ein Test ist unterwegs.',
    impossible:
      'Dieser Browser kann es nicht: Es braucht https oder localhost, und einen Browser mit Push-Nachrichten.',
    rings: 'Die letzten Alarme',
  },
})
