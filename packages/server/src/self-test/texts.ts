export interface SelfTestTexts {
  title: string
  body: string
}

const ENGLISH = { title: 'It works', body: 'Notifications reach this browser.' }
const TEXTS = new Map<string, SelfTestTexts>([
  ['en', ENGLISH],
  ['de', { title: 'Es geht', body: 'Mitteilungen erreichen diesen Browser.' }],
  ['es', { title: 'Funciona', body: 'Las notificaciones llegan a este navegador.' }],
  ['fr', { title: 'Ça marche', body: 'Les notifications arrivent dans ce navigateur.' }],
  ['ar', { title: 'يعمل', body: 'تصل الإشعارات إلى هذا المتصفح.' }],
  ['ja', { title: '届きました', body: 'このブラウザーに通知が届いています。' }],
])

/** What the test notification says, in the visitor's language where it is known. */
export function selfTestTexts(lang: string | undefined): SelfTestTexts & { lang: string } {
  const known = (lang ?? 'en').slice(0, 2).toLowerCase()
  return { ...(TEXTS.get(known) ?? ENGLISH), lang: TEXTS.has(known) ? known : 'en' }
}
