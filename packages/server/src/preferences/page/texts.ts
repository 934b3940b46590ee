/** The texts of the page that a link opens. `{…}` is filled in. */
export interface PageTexts {
  lang: string
  dir?: 'rtl'
  title: string
  intro: string
  atOnce: string
  nextPaused: string
  nextQuiet: string
  nextDigest: string
  never: string
  topics: string
  noTopics: string
  pause: string
  notPaused: string
  pausedUntil: string
  hour: string
  day: string
  untilResumed: string
  quiet: string
  quietOn: string
  from: string
  to: string
  quietHint: string
  zone: string
  zoneOfBrowser: string
  howOften: string
  digestOn: string
  digestAt: string
  digestHint: string
  capDay: string
  capWeek: string
  capHint: string
  fewer: string
  screen: string
  generic: string
  save: string
  saved: string
  notSaved: string
  goneTitle: string
  gone: string
}

const en: PageTexts = {
  lang: 'en',
  title: 'Your notifications',
  intro: 'What {site} may tell you. It counts in all your browsers.',
  atOnce: 'New messages come at once.',
  nextPaused: 'The next message comes {time}: paused.',
  nextQuiet: 'The next message comes {time}: quiet hours.',
  nextDigest: 'The next message comes {time}: once a day.',
  never: 'No messages come until you end the pause.',
  topics: 'Topics',
  noTopics: 'There are none to choose from.',
  pause: 'Pause',
  notPaused: 'Not paused',
  pausedUntil: 'Paused until {time}',
  hour: 'For an hour',
  day: 'For a day',
  untilResumed: 'Until I turn it on again',
  quiet: 'Quiet hours',
  quietOn: 'Nothing at these times',
  from: 'From',
  to: 'To',
  quietHint: 'What is sent then comes afterwards. What you wait for, such as a reply, still comes at once.',
  zone: 'Time zone',
  zoneOfBrowser: 'As my browser says ({zone})',
  howOften: 'How often',
  digestOn: 'At most one message a day, with everything in it',
  digestAt: 'At',
  digestHint: 'What you wait for, such as a reply, still comes at once.',
  capDay: 'At most in a day',
  capWeek: 'At most in seven days',
  capHint: 'Empty: as many as the site sends. What you wait for does not count.',
  fewer: 'Fewer until {time}, because you said it was not relevant',
  screen: 'On the screen',
  generic: 'Only say that there is a new message, not what it says',
  save: 'Save',
  saved: 'Saved.',
  notSaved: 'Not saved: quiet hours need two different times.',
  goneTitle: 'This link no longer works',
  gone: 'It has expired, or was not copied as a whole. Ask the site for a new one.',
}

const de: PageTexts = {
  lang: 'de',
  title: 'Deine Mitteilungen',
  intro: 'Was {site} dir mitteilen darf. Es gilt in allen deinen Browsern.',
  atOnce: 'Neue Mitteilungen kommen sofort.',
  nextPaused: 'Die nächste Mitteilung kommt {time}: Pause.',
  nextQuiet: 'Die nächste Mitteilung kommt {time}: Ruhezeit.',
  nextDigest: 'Die nächste Mitteilung kommt {time}: einmal am Tag.',
  never: 'Es kommen keine Mitteilungen, bis du die Pause beendest.',
  topics: 'Themen',
  noTopics: 'Es gibt keine zur Auswahl.',
  pause: 'Pause',
  notPaused: 'Keine Pause',
  pausedUntil: 'Pause bis {time}',
  hour: 'Eine Stunde lang',
  day: 'Einen Tag lang',
  untilResumed: 'Bis ich sie beende',
  quiet: 'Ruhezeit',
  quietOn: 'Nichts zu diesen Zeiten',
  from: 'Von',
  to: 'Bis',
  quietHint: 'Was dann gesendet wird, kommt danach. Worauf du wartest, etwa eine Antwort, kommt weiterhin sofort.',
  zone: 'Zeitzone',
  zoneOfBrowser: 'Wie mein Browser ({zone})',
  howOften: 'Wie oft',
  digestOn: 'Höchstens eine Mitteilung am Tag, mit allem zusammen',
  digestAt: 'Um',
  digestHint: 'Worauf du wartest, etwa eine Antwort, kommt weiterhin sofort.',
  capDay: 'Höchstens am Tag',
  capWeek: 'Höchstens in sieben Tagen',
  capHint: 'Leer: so viele, wie die Website sendet. Worauf du wartest, zählt nicht.',
  fewer: 'Weniger bis {time}, weil du gesagt hast, dass es nicht relevant war',
  screen: 'Auf dem Bildschirm',
  generic: 'Nur sagen, dass es etwas Neues gibt, nicht was',
  save: 'Speichern',
  saved: 'Gespeichert.',
  notSaved: 'Nicht gespeichert: Die Ruhezeit braucht zwei verschiedene Zeiten.',
  goneTitle: 'Dieser Link gilt nicht mehr',
  gone: 'Er ist abgelaufen oder wurde nicht ganz kopiert. Bitte die Website um einen neuen.',
}

const es: PageTexts = {
  lang: 'es',
  title: 'Tus notificaciones',
  intro: 'Lo que {site} puede contarte. Vale en todos tus navegadores.',
  atOnce: 'Los mensajes nuevos llegan enseguida.',
  nextPaused: 'El próximo mensaje llega {time}: en pausa.',
  nextQuiet: 'El próximo mensaje llega {time}: horas de silencio.',
  nextDigest: 'El próximo mensaje llega {time}: una vez al día.',
  never: 'No llegan mensajes hasta que termines la pausa.',
  topics: 'Temas',
  noTopics: 'No hay ninguno para elegir.',
  pause: 'Pausa',
  notPaused: 'Sin pausa',
  pausedUntil: 'En pausa hasta {time}',
  hour: 'Una hora',
  day: 'Un día',
  untilResumed: 'Hasta que yo la termine',
  quiet: 'Horas de silencio',
  quietOn: 'Nada a estas horas',
  from: 'Desde',
  to: 'Hasta',
  quietHint: 'Lo que se envíe entonces llega después. Lo que esperas, como una respuesta, sigue llegando enseguida.',
  zone: 'Zona horaria',
  zoneOfBrowser: 'La de mi navegador ({zone})',
  howOften: 'Con qué frecuencia',
  digestOn: 'Como mucho un mensaje al día, con todo junto',
  digestAt: 'A las',
  digestHint: 'Lo que esperas, como una respuesta, sigue llegando enseguida.',
  capDay: 'Como mucho al día',
  capWeek: 'Como mucho en siete días',
  capHint: 'Vacío: tantos como envíe el sitio. Lo que esperas no cuenta.',
  fewer: 'Menos hasta el {time}, porque dijiste que no te interesaba',
  screen: 'En la pantalla',
  generic: 'Decir solo que hay un mensaje nuevo, no qué dice',
  save: 'Guardar',
  saved: 'Guardado.',
  notSaved: 'No se ha guardado: las horas de silencio necesitan dos horas distintas.',
  goneTitle: 'Este enlace ya no funciona',
  gone: 'Ha caducado o no se copió entero. Pide uno nuevo al sitio.',
}

const fr: PageTexts = {
  lang: 'fr',
  title: 'Vos notifications',
  intro: 'Ce que {site} peut vous dire. Cela vaut dans tous vos navigateurs.',
  atOnce: 'Les nouveaux messages arrivent tout de suite.',
  nextPaused: 'Le prochain message arrive {time} : en pause.',
  nextQuiet: 'Le prochain message arrive {time} : heures de silence.',
  nextDigest: 'Le prochain message arrive {time} : une fois par jour.',
  never: 'Aucun message n’arrive avant la fin de la pause.',
  topics: 'Sujets',
  noTopics: 'Il n’y en a aucun à choisir.',
  pause: 'Pause',
  notPaused: 'Pas de pause',
  pausedUntil: 'En pause jusqu’à {time}',
  hour: 'Pendant une heure',
  day: 'Pendant un jour',
  untilResumed: 'Jusqu’à ce que j’y mette fin',
  quiet: 'Heures de silence',
  quietOn: 'Rien à ces heures',
  from: 'De',
  to: 'À',
  quietHint:
    'Ce qui est envoyé alors arrive après. Ce que vous attendez, une réponse par exemple, arrive tout de suite.',
  zone: 'Fuseau horaire',
  zoneOfBrowser: 'Celui de mon navigateur ({zone})',
  howOften: 'À quelle fréquence',
  digestOn: 'Un seul message par jour au plus, avec tout ensemble',
  digestAt: 'À',
  digestHint: 'Ce que vous attendez, une réponse par exemple, arrive tout de suite.',
  capDay: 'Au plus par jour',
  capWeek: 'Au plus en sept jours',
  capHint: 'Vide : autant que le site en envoie. Ce que vous attendez ne compte pas.',
  fewer: 'Moins jusqu’au {time}, car vous avez dit que ce n’était pas pertinent',
  screen: 'À l’écran',
  generic: 'Dire seulement qu’il y a un nouveau message, pas ce qu’il dit',
  save: 'Enregistrer',
  saved: 'Enregistré.',
  notSaved: 'Non enregistré : les heures de silence demandent deux heures différentes.',
  goneTitle: 'Ce lien ne fonctionne plus',
  gone: 'Il a expiré, ou n’a pas été copié en entier. Demandez-en un nouveau au site.',
}

const ar: PageTexts = {
  lang: 'ar',
  dir: 'rtl',
  title: 'إشعاراتك',
  intro: 'ما يجوز لموقع {site} أن يخبرك به. يسري ذلك على كل متصفحاتك.',
  atOnce: 'تصل الرسائل الجديدة فورًا.',
  nextPaused: 'تصل الرسالة التالية {time}: إيقاف مؤقت.',
  nextQuiet: 'تصل الرسالة التالية {time}: ساعات الهدوء.',
  nextDigest: 'تصل الرسالة التالية {time}: مرة في اليوم.',
  never: 'لا تصل رسائل حتى تنهي الإيقاف المؤقت.',
  topics: 'المواضيع',
  noTopics: 'لا توجد مواضيع للاختيار.',
  pause: 'إيقاف مؤقت',
  notPaused: 'بلا إيقاف',
  pausedUntil: 'متوقف حتى {time}',
  hour: 'لمدة ساعة',
  day: 'لمدة يوم',
  untilResumed: 'حتى أعيد تشغيلها',
  quiet: 'ساعات الهدوء',
  quietOn: 'لا شيء في هذه الأوقات',
  from: 'من',
  to: 'إلى',
  quietHint: 'ما يُرسل حينها يصل بعدها. أما ما تنتظره، كالرد عليك، فيصل فورًا.',
  zone: 'المنطقة الزمنية',
  zoneOfBrowser: 'كما في متصفحي ({zone})',
  howOften: 'عدد المرات',
  digestOn: 'رسالة واحدة في اليوم على الأكثر، تجمع كل شيء',
  digestAt: 'في الساعة',
  digestHint: 'ما تنتظره، كالرد عليك، يصل فورًا.',
  capDay: 'الحد الأقصى في اليوم',
  capWeek: 'الحد الأقصى في سبعة أيام',
  capHint: 'فارغ: بقدر ما يرسله الموقع. ما تنتظره لا يُحسب.',
  fewer: 'أقل حتى {time}، لأنك قلت إنها غير مهمة',
  screen: 'على الشاشة',
  generic: 'أخبرني فقط بوجود رسالة جديدة، لا بمحتواها',
  save: 'حفظ',
  saved: 'تم الحفظ.',
  notSaved: 'لم يُحفظ: تحتاج ساعات الهدوء إلى وقتين مختلفين.',
  goneTitle: 'لم يعد هذا الرابط يعمل',
  gone: 'انتهت صلاحيته أو لم يُنسخ كاملًا. اطلب من الموقع رابطًا جديدًا.',
}

const ja: PageTexts = {
  lang: 'ja',
  title: '通知の設定',
  intro: '{site} からのお知らせを選べます。すべてのブラウザーに適用されます。',
  atOnce: '新しいメッセージはすぐに届きます。',
  nextPaused: '次のメッセージは{time}に届きます(一時停止中)。',
  nextQuiet: '次のメッセージは{time}に届きます(おやすみ時間)。',
  nextDigest: '次のメッセージは{time}に届きます(1日1回)。',
  never: '一時停止を解除するまで、メッセージは届きません。',
  topics: 'トピック',
  noTopics: '選べるトピックはありません。',
  pause: '一時停止',
  notPaused: '停止しない',
  pausedUntil: '{time}まで停止',
  hour: '1時間',
  day: '1日',
  untilResumed: '自分で再開するまで',
  quiet: 'おやすみ時間',
  quietOn: 'この時間は届けない',
  from: '開始',
  to: '終了',
  quietHint: 'その間のメッセージは後で届きます。返信などお待ちのものは、すぐに届きます。',
  zone: 'タイムゾーン',
  zoneOfBrowser: 'ブラウザーと同じ({zone})',
  howOften: '届く頻度',
  digestOn: '1日1通までにまとめて届ける',
  digestAt: '時刻',
  digestHint: '返信などお待ちのものは、すぐに届きます。',
  capDay: '1日の上限',
  capWeek: '7日間の上限',
  capHint: '空欄：サイトが送る分だけ届きます。お待ちのものは数えません。',
  fewer: '「興味なし」とのことなので、{time}までは少なめに届きます',
  screen: '画面の表示',
  generic: '内容を出さず、新着があることだけを知らせる',
  save: '保存',
  saved: '保存しました。',
  notSaved: '保存できませんでした。おやすみ時間の開始と終了には、違う時刻を指定してください。',
  goneTitle: 'このリンクは使えません',
  gone: '期限が切れたか、リンクの一部が欠けています。サイトに新しいリンクを求めてください。',
}

const TEXTS: readonly PageTexts[] = [en, de, es, fr, ar, ja]

/** The texts in the first language that there is: of the header Accept-Language, then of the person's browser. */
export function pageTexts(acceptLanguage: string | undefined, locale: string | null): PageTexts {
  const wanted = [...(acceptLanguage ?? '').slice(0, 500).split(','), locale ?? '']
  for (const tag of wanted) {
    const language = tag.trim().slice(0, 2).toLowerCase()
    const found = TEXTS.find(({ lang }) => lang === language)
    if (found) return found
  }
  return en
}

/** Fills a value in. */
export function fill(text: string, value: string): string {
  return text.replace(/\{\w+\}/, () => value)
}
