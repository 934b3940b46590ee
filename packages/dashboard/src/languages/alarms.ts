import type { Language } from './catalogue.ts'

/** What keeps messages from people, and what to do. */
export interface AlarmText {
  summary: string
  help: string
}

const CLOCK =
  'Lassen Sie die Uhr NTP folgen (timedatectl set-ntp true; in einer virtuellen Maschine auch die des Wirts). ' +
  'belfry doctor --network sagt, um wie viel sie falsch geht.'
const REACH = 'Lassen Sie diese Maschine Port 443 der Push-Dienste erreichen'
const AGAIN = 'Belfry versucht es wieder, bis die ttl der Nachricht um ist.'
const ON_THE_WAY = `${AGAIN} Hört es nicht auf, sehen Sie nach, was auf dem Weg liegt.`
const OTHER = 'Etwas anderes antwortet dort: Sehen Sie nach DNS, nach BELFRY_PUSH_RESOLVE und was auf dem Weg liegt.'

/**
 * What the server says of an alarm, in the languages that it does not speak, by its own words (explain-cause.ts). What
 * is not here is shown as the server says it.
 */
export const ALARM_TEXTS: Readonly<Record<Exclude<Language, 'en'>, Readonly<Record<string, AlarmText>>>> = {
  de: {
    'the name of the push service does not resolve': {
      summary: 'der Name des Push-Dienstes lässt sich nicht auflösen',
      help:
        'Sorgen Sie dafür, dass ein Nameserver dieser Maschine ihn kennt (getent hosts NAME). Führt nur ein Proxy ' +
        'hinaus, setzen Sie HTTPS_PROXY; einen eigenen Host nennt BELFRY_PUSH_RESOLVE (Option push.resolve).',
    },
    "the push service's certificate is not valid at this time": {
      summary: 'das Zertifikat des Push-Dienstes gilt zu dieser Zeit nicht',
      help: 'Vergleichen Sie erst die Uhr dieser Maschine (date -u). Geht sie richtig, muss der Push-Dienst es erneuern.',
    },
    "the push service's certificate is for another name": {
      summary: 'das Zertifikat des Push-Dienstes ist für einen anderen Namen',
      help: OTHER,
    },
    "the push service's certificate is by an authority that Belfry does not know": {
      summary: 'das Zertifikat des Push-Dienstes ist von einer Stelle, die Belfry nicht kennt',
      help:
        'Nennen Sie die PEM-Datei dieser Stelle mit BELFRY_PUSH_CA (Option push.ca). Wo eine Firewall TLS öffnet, ist ' +
        'es die Stelle der Firewall.',
    },
    'the push service does not complete the TLS handshake': {
      summary: 'der Push-Dienst bringt den TLS-Handschlag nicht zu Ende',
      help: 'Versuchen Sie openssl s_client -connect HOST:443. Was auf dem Weg liegt, muss TLS 1.2 oder 1.3 unberührt lassen.',
    },
    'connections to the push service are refused': {
      summary: 'Verbindungen zum Push-Dienst werden abgelehnt',
      help: `${REACH} (Firewall); ein eigener Push-Dienst muss laufen.`,
    },
    'there is no way to the push service': {
      summary: 'kein Weg führt zum Push-Dienst',
      help: `${REACH}: Sehen Sie nach Routen, IPv6 und Firewall.`,
    },
    'the proxy asks for a user and a password, or for others': {
      summary: 'der Proxy verlangt Namen und Passwort, oder andere',
      help:
        'Nennen Sie sie in seiner URL: BELFRY_PUSH_PROXY=http://user:password@host:port (Option push.proxy), ' +
        'Sonderzeichen als %40 …. Nur Basic wird gesprochen: Für NTLM oder Kerberos setzen Sie etwa cntlm dazwischen.',
    },
    'the proxy does not allow the way to the push service': {
      summary: 'der Proxy erlaubt den Weg zum Push-Dienst nicht',
      help: 'Erlauben Sie im Proxy CONNECT zu Port 443 der Push-Dienste; belfry doctor nennt sie.',
    },
    'the proxy does not reach the push service': {
      summary: 'der Proxy erreicht den Push-Dienst nicht',
      help: 'Sehen Sie in das Log des Proxys: Hier zählen seine Nameserver und seine Firewall, nicht die dieser Maschine.',
    },
    "the proxy's certificate is not accepted": {
      summary: 'das Zertifikat des Proxys wird nicht angenommen',
      help: 'Nennen Sie die PEM-Datei seiner Stelle mit BELFRY_PUSH_CA (Option push.ca), oder nehmen Sie http://.',
    },
    'the proxy cannot be reached, or is no HTTP proxy': {
      summary: 'der Proxy ist nicht zu erreichen, oder ist kein HTTP-Proxy',
      help:
        'Sehen Sie nach BELFRY_PUSH_PROXY oder HTTPS_PROXY (Option push.proxy), und ob der Proxy läuft. Wird keiner ' +
        'gebraucht: BELFRY_PUSH_PROXY=direct, oder die Hosts in NO_PROXY.',
    },
    'the push service cannot be connected to in time': {
      summary: 'die Verbindung zum Push-Dienst kommt nicht rechtzeitig zustande',
      help:
        `So sieht eine Firewall aus, die Pakete wegwirft: ${REACH}, oder setzen Sie HTTPS_PROXY, wo nur ein Proxy ` +
        'hinausführt.',
    },
    'the push service does not answer in time': {
      summary: 'der Push-Dienst antwortet nicht rechtzeitig',
      help: ON_THE_WAY,
    },
    'the push service closes the connection before it answers': {
      summary: 'der Push-Dienst schließt die Verbindung, bevor er antwortet',
      help: ON_THE_WAY,
    },
    'what answers does not speak HTTP as a push service does': {
      summary: 'was antwortet, spricht nicht HTTP wie ein Push-Dienst',
      help: OTHER,
    },
    'the push service is at a private address': {
      summary: 'der Push-Dienst hat eine private Adresse',
      help:
        'Ist es Ihrer, erlauben Sie ihn mit genauem Host und Port in BELFRY_PUSH_ALLOW (Option push.allow). Ein ' +
        'öffentlicher hat keine private Adresse: Sehen Sie dann nach DNS.',
    },
    'the push service is not on the allow-list': {
      summary: 'der Push-Dienst steht nicht auf der Liste der erlaubten',
      help:
        'Sollen diese Browser erreicht werden, erlauben Sie ihn mit genauem Host und Port in BELFRY_PUSH_ALLOW (Option ' +
        'push.allow).',
    },
    'subscriptions are damaged in the database': {
      summary: 'Abonnements sind in der Datenbank beschädigt',
      help: 'An sie geht nichts. Ihre Browser bringen das beim nächsten Besuch in Ordnung.',
    },
    'a VAPID private key is missing or cannot sign': {
      summary: 'ein privater VAPID-Schlüssel fehlt oder kann nicht unterschreiben',
      help:
        'Bringen Sie die secrets.json oder den BELFRY_VAPID_PRIVATE_KEY zurück, mit denen diese Abonnements entstanden; ' +
        'belfry doctor sagt mehr.',
    },
    'the subscriptions were made with another VAPID key': {
      summary: 'die Abonnements sind mit einem anderen VAPID-Schlüssel entstanden',
      help:
        'Bringen Sie den früheren zurück, wenn er verloren ging. Sonst abonniert jeder dieser Browser beim nächsten ' +
        'Besuch neu, und bekommt bis dahin nichts.',
    },
    "this machine's clock is ahead, and the push service refuses what it signs": {
      summary: 'die Uhr dieser Maschine geht vor, und der Push-Dienst lehnt ab, was sie unterschreibt',
      help: CLOCK,
    },
    "this machine's clock is behind, and the push service refuses what it signs": {
      summary: 'die Uhr dieser Maschine geht nach, und der Push-Dienst lehnt ab, was sie unterschreibt',
      help: CLOCK,
    },
    'the push service does not accept how Belfry signs': {
      summary: 'der Push-Dienst nimmt nicht an, wie Belfry unterschreibt',
      help:
        'Setzen Sie BELFRY_CONTACT auf eine Adresse mit einer echten Domain: Manche Push-Dienste lehnen andere ab. Die ' +
        'Uhr stimmt mit ihrer überein, außer sie nennen keine Zeit: Vergleichen Sie sie (date -u).',
    },
    'the message is too large for the push service': {
      summary: 'die Nachricht ist zu groß für den Push-Dienst',
      help:
        'Kürzen Sie den Text, oder lassen Sie ein Icon, ein Bild oder einen Knopf weg: Firefox für Android nimmt etwa ' +
        '2800 Bytes.',
    },
    'the push service refuses the request': {
      summary: 'der Push-Dienst lehnt die Anfrage ab',
      help: 'Sehen Sie in seiner Dokumentation nach dem Grund. Vielleicht ist es ein Fehler von Belfry: Melden Sie ihn dann.',
    },
    'the push service takes no more at present': {
      summary: 'der Push-Dienst nimmt zur Zeit nichts mehr an',
      help: 'Senden Sie weniger, oder setzen Sie BELFRY_MAX_PER_MINUTE: „How fast it sends“ in der Anleitung zum Betrieb.',
    },
    'the push service has trouble of its own': {
      summary: 'der Push-Dienst hat selbst eine Störung',
      help: AGAIN,
    },
    "the message's ttl was over before its subscriber wanted messages again": {
      summary: 'die ttl der Nachricht war um, bevor der Abonnent wieder Nachrichten wollte',
      help: 'Geben Sie ihr eine längere ttl, wenn sie später noch nützt; ein transaktionales Thema wartet auf keine Ruhezeit.',
    },
    "the message's ttl was over before it could be sent": {
      summary: 'die ttl der Nachricht war um, bevor sie gesendet werden konnte',
      help: 'Geben Sie ihr eine längere; wartete sie in der Schlange, siehe „How fast it sends“ in der Anleitung zum Betrieb.',
    },
  },
}
