import { catalogue } from './catalogue.ts'

/** What the rule for those who never react says. */
export const silenceWords = catalogue({
  en: {
    title: 'Those who never react',
    lead: 'Whoever was shown messages and clicks none gets fewer, until they react once: a click, a button or a look into the inbox. Browsers that tell of no displays, such as Safari, never count.',
    on: 'Send them fewer',
    'after-days': 'After so many days without a reaction',
    'shown-days': 'And days with a message',
    'shown-days.help': 'On which a browser has told of a display, since the last reaction.',
    'per-week': 'Then in seven days, at most',
    'per-week.help': 'What is above it waits or is not sent, as the caps say.',
  },
  de: {
    title: 'Wer nie reagiert',
    lead: 'Wer Nachrichten angezeigt bekam und keine anklickt, bekommt weniger, bis er einmal reagiert: mit einem Klick, einem Knopf oder einem Blick in den Posteingang. Browser, die keine Anzeige melden, wie Safari, zählen nie.',
    on: 'Ihnen weniger senden',
    'after-days': 'Nach so vielen Tagen ohne Reaktion',
    'shown-days': 'Und Tagen mit einer Nachricht',
    'shown-days.help': 'An denen ein Browser eine Anzeige gemeldet hat, seit der letzten Reaktion.',
    'per-week': 'Dann in sieben Tagen höchstens',
    'per-week.help': 'Was darüber liegt, wartet oder wird nicht gesendet, wie die Grenzen es sagen.',
  },
})
