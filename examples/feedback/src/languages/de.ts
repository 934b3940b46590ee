import type { Strings } from './en.ts'

/** Every word a person sees, in German. */
export const de: Strings = {
  site: 'Feedback',
  titleOf: (page) => `${page} · Feedback`,
  errorTitle: (title) => `Fehler: ${title}`,
  footer: 'Ein kleines Beispiel für Belfry, Web-Push vom eigenen Server.',

  form: {
    title: 'Sag uns, was du denkst',
    lead: 'Etwas geht nicht, fehlt oder gefällt dir? Eine Zeile genügt. Jede Nachricht liest ein Mensch.',
    name: 'Dein Name',
    email: 'Deine E-Mail',
    emailHint: 'Nur, um dir zu antworten.',
    message: 'Deine Nachricht',
    trap: 'Dieses Feld leer lassen',
    send: 'Feedback senden',
    problems: 'Bitte sieh dir das noch einmal an:',
    ownerLink: 'Gehört dir diese Seite? Zum Posteingang',
  },
  problems: {
    'name-missing': 'Sag uns deinen Namen oder wie du genannt werden möchtest.',
    'name-too-long': 'Kürze deinen Namen auf 80 Zeichen.',
    'email-missing': 'Gib deine E-Mail-Adresse ein, damit wir antworten können.',
    'email-too-long': 'Kürze deine E-Mail-Adresse auf 254 Zeichen.',
    'email-invalid': 'Gib eine E-Mail-Adresse wie ada@example.org ein.',
    'message-missing': 'Schreib deine Nachricht.',
    'message-too-long': 'Kürze deine Nachricht auf 5.000 Zeichen.',
  },
  thanks: {
    title: 'Danke',
    lead: 'Deine Nachricht ist angekommen. Bald liest sie jemand.',
    again: 'Noch eine schreiben',
  },

  signIn: {
    title: 'Posteingang',
    lead: 'Melde dich mit dem Passwort an, das Belfry beim ersten Start ausgegeben hat.',
    password: 'Passwort',
    button: 'Anmelden',
    wrong: 'Das ist nicht das Passwort. Es stand beim ersten Start im Terminal.',
    tooMany: 'Zu viele Versuche. Warte ein paar Minuten und versuche es dann noch einmal.',
    formLink: 'Zurück zum Formular',
  },
  owner: { form: 'Formular', signOut: 'Abmelden' },
  inbox: {
    title: 'Posteingang',
    empty: 'Noch nichts da',
    emptyLead: 'Öffne das Formular in einem anderen Fenster und sende das erste Feedback.',
    openForm: 'Formular öffnen',
    newest: 'Neueste',
    older: 'Ältere',
    pages: 'Seiten',
  },
  message: {
    title: (name) => `Feedback von ${name}`,
    reply: 'Per E-Mail antworten',
    newer: 'Neuere',
    older: 'Ältere',
    neighbours: 'Andere Nachrichten',
    delete: 'Löschen …',
    deleteSure: 'Diese Nachricht ist dann endgültig weg.',
    deleteButton: 'Jetzt löschen',
  },

  bell: {
    title: 'Die Glocke',
    lead: 'Dein Browser sagt dir Bescheid, sobald jemand schreibt, auch wenn diese Seite zu ist. Dafür merkt sich der Server die Push-Adresse dieses Browsers, bis du die Glocke hier ausschaltest.',
    button: 'Neues Feedback melden',
    noScript: 'Die Glocke braucht JavaScript. Der Posteingang geht auch ohne.',
    looking: 'Dieser Browser wird geprüft …',
    working: 'Einen Moment. Wenn dein Browser fragt, wähle „Zulassen“.',
    stopping: 'Einen Moment …',
    failed: 'Das hat nicht geklappt, und nichts hat sich geändert. Bitte versuche es noch einmal.',
    states: {
      default: 'Aus. Läute die Glocke, damit dieser Browser neues Feedback meldet.',
      unsubscribed: 'Aus. Läute die Glocke, damit dieser Browser neues Feedback meldet.',
      subscribed: 'An. Zum Ausprobieren sende ein Feedback aus einem anderen Fenster.',
      unsynced: 'Noch nicht an: Der Server war nicht zu erreichen. Läute die Glocke noch einmal.',
      'not-forgotten':
        'Hier aus. Der Server war nicht zu erreichen und erfährt es bei deinem nächsten Besuch.',
      'key-mismatch':
        'Der Server hat einen neuen Schlüssel. Läute die Glocke noch einmal, um diesen Browser zu erneuern.',
      'no-key':
        'Dieser Server hat noch keinen Schlüssel für Benachrichtigungen, deshalb bleibt die Glocke still.',
      unsupported:
        'Dieser Browser kann keine Benachrichtigungen von Webseiten zeigen. Aktuelle Versionen von Firefox, Chrome, Edge und Safari können es.',
      insecure:
        'Browser erlauben Benachrichtigungen nur auf https://-Adressen und auf localhost. Öffne diese Seite unter ihrer https://-Adresse.',
      'ios-not-installed':
        'Auf iPhone und iPad: Tippe auf „Teilen“, dann auf „Zum Home-Bildschirm“. Öffne Feedback von dort und läute die Glocke.',
    },
    denied: {
      chrome:
        'Dein Browser blockiert Benachrichtigungen dieser Seite. Klicke auf das Symbol links neben der Adresse, erlaube „Benachrichtigungen“ und lade diese Seite neu.',
      edge: 'Dein Browser blockiert Benachrichtigungen dieser Seite. Klicke auf das Schloss links neben der Adresse, öffne „Berechtigungen für diese Website“, erlaube „Benachrichtigungen“ und lade diese Seite neu.',
      firefox:
        'Dein Browser blockiert Benachrichtigungen dieser Seite. Klicke auf die durchgestrichene Sprechblase links neben der Adresse, entferne „Blockiert“ und lade diese Seite neu.',
      safari:
        'Dein Browser blockiert Benachrichtigungen dieser Seite. Wähle in Safari Einstellungen → Websites → Mitteilungen, erlaube diese Seite und lade sie neu.',
      ios: 'Mitteilungen dieser App sind blockiert. Öffne Einstellungen → Mitteilungen → Feedback und erlaube sie.',
      android:
        'Dein Browser blockiert Benachrichtigungen dieser Seite. Tippe auf das Symbol links neben der Adresse → Berechtigungen → Benachrichtigungen, erlaube sie und lade diese Seite neu.',
      other:
        'Dein Browser blockiert Benachrichtigungen dieser Seite. Erlaube sie in seinen Einstellungen für diese Seite und lade sie neu.',
    },
    system: {
      title: 'An, aber es erscheint nichts?',
      windows:
        'Sieh unter Windows-Einstellungen → System → Benachrichtigungen nach: Dein Browser muss an sein, „Nicht stören“ aus.',
      mac: 'Sieh unter Systemeinstellungen → Mitteilungen nach: Dein Browser muss erlaubt und kein Fokus aktiv sein.',
      linux: 'Sieh in den Benachrichtigungseinstellungen nach: „Nicht stören“ muss aus sein.',
      android: 'Sieh in Androids Einstellungen → Benachrichtigungen → dein Browser nach.',
      ios: 'Sieh unter Einstellungen → Mitteilungen nach, und ob ein Fokus aktiv ist.',
      other:
        'Sieh in den Benachrichtigungseinstellungen deines Systems nach: Dein Browser muss dort erlaubt sein.',
    },
  },

  oops: {
    home: 'Zum Formular',
    400: {
      title: 'Das war nicht zu lesen',
      lead: 'Geh zurück und sende das Formular noch einmal.',
    },
    403: {
      title: 'Von woanders gesendet',
      lead: 'Das kam von einer anderen Seite, oder deine Sitzung ist zu Ende. Geh zurück, lade die Seite neu und versuche es noch einmal.',
    },
    404: {
      title: 'Hier ist nichts',
      lead: 'Diese Seite gibt es nicht, oder die Nachricht wurde gelöscht.',
    },
    413: {
      title: 'Das ist zu viel auf einmal',
      lead: 'Eine Nachricht kann bis zu 5.000 Zeichen haben. Geh zurück und kürze sie; dein Text ist noch da.',
    },
    429: {
      title: 'Bitte etwas langsamer',
      lead: 'Von deiner Adresse kamen viele Nachrichten. Warte eine Minute, geh zurück und sende noch einmal; dein Text ist noch da.',
    },
    500: {
      title: 'Hier ist etwas schiefgegangen',
      lead: 'Das liegt an uns, und nichts wurde gespeichert. Geh zurück und versuche es noch einmal; dein Text ist noch da.',
    },
  },
}
