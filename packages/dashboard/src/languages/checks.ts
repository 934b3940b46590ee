import { catalogue } from './catalogue.ts'

/** What browsers and people would punish a draft for, before it is sent. */
export const checkWords = catalogue({
  en: {
    checks: 'Before you send',
    'checks.good': 'Nothing here that browsers or people punish',
    'rule.no-title': 'It has no title',
    'rule.no-title.why': 'Nothing can be sent without one.',
    'rule.generic-title': 'The title says nothing',
    'rule.generic-title.why':
      'Say what has happened: people decide by the title alone, and Chrome warns of texts like this as spam.',
    'rule.shouting': 'It shouts',
    'rule.shouting.why':
      'Capitals and rows of ! and ? read as spam, to people and to the filters of Chrome on Android.',
    'rule.title-cut': 'The title is cut on some systems',
    'rule.title-cut.why': 'Put the thing itself into the first 35 characters.',
    'rule.body-cut': 'The text is cut on most systems',
    'rule.body-cut.why': 'Phones show about 50 characters at first: begin with what matters.',
    'rule.no-body': 'It has no text',
    'rule.no-body.why': 'A title alone is often dismissed: one sentence says why it is worth a click.',
    'rule.no-link': 'It has no link',
    'rule.no-link.why': 'A click leads to the first page of the site, where nobody finds what it was about.',
    'rule.no-icon': 'It has no icon',
    'rule.no-icon.why':
      'Chrome and Firefox show a grey bell or their own logo, and people do not know from whom it is.',
    'rule.stays': 'It stays until it is answered',
    'rule.stays.why': 'For a broadcast that is in the way: people block the site to be rid of it.',
    'rule.urgent': 'It is urgent for everybody',
    'rule.urgent.why': 'It wakes phones that save their battery. Normal is quick enough for news.',
    'rule.too-often': '{count} broadcasts in seven days',
    'rule.too-often.why':
      'Chrome takes permissions from sites that send much and are clicked little, and answers 429 for weeks.',
    'rule.at-night': 'It is night where you are',
    'rule.at-night.why': 'Most people who are rung at night turn notifications off in the morning.',
  },
  de: {
    checks: 'Bevor Sie senden',
    'checks.good': 'Nichts, was Browser oder Leute bestrafen',
    'rule.no-title': 'Sie hat keinen Titel',
    'rule.no-title.why': 'Ohne ihn kann nichts gesendet werden.',
    'rule.generic-title': 'Der Titel sagt nichts',
    'rule.generic-title.why':
      'Sagen Sie, was geschehen ist: die Leute entscheiden nach dem Titel, und Chrome warnt vor solchen Texten als Spam.',
    'rule.shouting': 'Sie schreit',
    'rule.shouting.why':
      'Großbuchstaben und Reihen von ! und ? wirken wie Spam, auf Leute und auf die Filter von Chrome unter Android.',
    'rule.title-cut': 'Der Titel wird auf manchen Systemen gekürzt',
    'rule.title-cut.why': 'Die Sache selbst gehört in die ersten 35 Zeichen.',
    'rule.body-cut': 'Der Text wird auf den meisten Systemen gekürzt',
    'rule.body-cut.why': 'Telefone zeigen zuerst etwa 50 Zeichen: beginnen Sie mit dem Wichtigen.',
    'rule.no-body': 'Sie hat keinen Text',
    'rule.no-body.why': 'Ein Titel allein wird oft weggewischt: ein Satz sagt, warum sich ein Klick lohnt.',
    'rule.no-link': 'Sie hat keinen Link',
    'rule.no-link.why': 'Ein Klick führt zur ersten Seite der Website, wo niemand findet, worum es ging.',
    'rule.no-icon': 'Sie hat kein Symbol',
    'rule.no-icon.why':
      'Chrome und Firefox zeigen eine graue Glocke oder ihr eigenes Zeichen, und niemand weiß, von wem sie ist.',
    'rule.stays': 'Sie bleibt, bis jemand antwortet',
    'rule.stays.why': 'Bei einer Benachrichtigung an viele ist das im Weg: man sperrt die Website, um sie loszuwerden.',
    'rule.urgent': 'Sie ist dringend für alle',
    'rule.urgent.why': 'Sie weckt Telefone, die ihren Akku schonen. Für Neuigkeiten ist normal schnell genug.',
    'rule.too-often': '{count} Benachrichtigungen an viele in sieben Tagen',
    'rule.too-often.why':
      'Chrome entzieht Websites, die viel senden und wenig geklickt werden, die Erlaubnis und antwortet wochenlang mit 429.',
    'rule.at-night': 'Bei Ihnen ist es Nacht',
    'rule.at-night.why': 'Wer nachts gestört wird, schaltet Benachrichtigungen am Morgen meist aus.',
  },
})
