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
    problems: 'Bitte sieh dir diese Felder noch einmal an:',
    privacy: 'Was du schreibst, nutzen wir, um dir zu antworten. Niemand sonst bekommt es.',
    privacyLink: 'Datenschutz',
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

  privacy: {
    title: 'Datenschutz',
    parts: {
      feedback: {
        title: 'Was du uns schickst',
        text: 'Dein Name, deine E-Mail-Adresse und deine Nachricht werden auf dem Server dieser Seite gespeichert, mit der Zeit, zu der sie ankamen. Gelesen werden sie von der Person, der die Seite gehört; sie antwortet dir vielleicht per E-Mail. Niemand sonst bekommt sie. Wenn sie gelöscht werden sollen, bitte über das Formular darum. Deine Netzwerkadresse bleibt eine Minute im Gedächtnis, um Roboter fernzuhalten, und wird nie gespeichert.',
      },
      bell: {
        title: 'Die Glocke im Posteingang',
        text: 'Ist die Glocke an, bekommt der Browser eine Adresse beim Push-Dienst seines Herstellers, zum Beispiel Google, Mozilla oder Apple. Dieser Server speichert die Adresse mit zwei Schlüsseln, Name und Version von Browser und System, Sprache und Zeitzone; ist die Glocke aus, sendet er nichts mehr an sie. Was jemand ins Formular schreibt, geht verschlüsselt dorthin: Der Push-Dienst sieht, wann und wie viel, aber nicht was.',
      },
      cookies: {
        title: 'Cookies',
        text: 'Das Formular setzt keine. Beim Anmelden im Posteingang wird eines gesetzt, mit dem man 30 Tage angemeldet bleibt.',
      },
    },
  },

  signIn: {
    title: 'Posteingang',
    lead: 'Melde dich mit dem Passwort an, das Belfry beim ersten Start ausgegeben hat.',
    password: 'Passwort',
    button: 'Anmelden',
    wrong:
      'Das ist nicht das Passwort. Es stand beim ersten Start im Terminal; „npm start -- --new-password“ macht ein neues.',
    tooMany: 'Zu viele Versuche. Warte ein paar Minuten und versuche es dann noch einmal.',
    formLink: 'Zurück zum Formular',
    quiet:
      'Du bist abgemeldet, und die Glocke ist still: In diesem Browser kommt nichts mehr an. Wenn du dich anmeldest, ist sie wieder an. Browser, in denen du angemeldet bist, melden sich weiter.',
    untold:
      'Du bist abgemeldet, aber der Server konnte diesen Browser nicht austragen: Hier können noch Benachrichtigungen ankommen. Lade diese Seite neu, um es noch einmal zu versuchen.',
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
    arrived: 'Neues Feedback ist da.',
  },
  message: {
    title: (name) => `Feedback von ${name}`,
    reply: 'Per E-Mail antworten',
    replySubject: 'Dein Feedback',
    replyIntro: (name, date) => `${name} schrieb am ${date}:`,
    newer: 'Neuere',
    older: 'Ältere',
    neighbours: 'Andere Nachrichten',
    delete: 'Löschen …',
    deleteSure: 'Diese Nachricht ist dann endgültig weg.',
    deleteButton: 'Jetzt löschen',
    ask: 'Wir können dir Bescheid sagen, sobald jemand schreibt, auch wenn diese Seite zu ist.',
  },

  bell: {
    title: 'Die Glocke',
    lead: 'Sie sagt dir in diesem Browser Bescheid, sobald jemand schreibt, auch wenn diese Seite zu ist.',
    privacy:
      'Dafür speichert der Server die Push-Adresse dieses Browsers. Ist die Glocke aus, wird an sie nichts mehr gesendet.',
    privacyLink: 'Mehr zum Datenschutz',
    noScript: 'Die Glocke braucht JavaScript. Der Posteingang geht auch ohne.',
    localPush:
      'Ohne Internet: Starte die Seite mit „npm start -- --local-push“ und öffne sie mit „npm run browser -- firefox“.',
    failed: 'Das hat nicht geklappt, und nichts hat sich geändert. Bitte versuche es noch einmal.',
    words: {
      switch: 'Glocke',
      waiting:
        'Noch keine Antwort: Dein Browser hat seinen Push-Dienst bisher nicht erreicht. Ist dieser Computer im Internet?',
      'state.default': 'Aus. Schalte sie ein, damit dieser Browser neues Feedback meldet.',
      'state.granted-unsubscribed': 'Aus. Schalte sie ein, damit dieser Browser neues Feedback meldet.',
      'state.another-person': 'Aus. Jemand anderes hat sie hier eingeschaltet; schalte sie für dich ein.',
      'state.subscribed': 'An. Zum Ausprobieren sende ein Feedback aus einem anderen Fenster.',
      'state.push-failed':
        'Nicht an: Dein Browser erreicht seinen Push-Dienst nicht. Prüfe, ob dieser Computer im Internet ist, und versuche es noch einmal.',
      'state.site':
        'Nicht an, und ein neuer Versuch hilft nicht: Der Server lehnt es ab ({code}). Sein Protokoll und „belfry doctor“ sagen, was zu tun ist.',
    },
  },

  oops: {
    home: 'Zum Formular',
    inbox: 'Zum Posteingang',
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
