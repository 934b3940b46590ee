/** What is said about irrelevance, in one language. */
export interface IrrelevantTexts {
  /** The action on a notification. */
  action: string
  /** After the topic was turned off; %s is its name. */
  muted: string
  undo: string
}

const ENGLISH = { action: 'Not relevant', muted: 'No more notifications about “%s”', undo: 'Undo' }
const TEXTS = new Map<string, IrrelevantTexts>([
  ['en', ENGLISH],
  ['de', { action: 'Nicht relevant', muted: 'Keine Mitteilungen mehr zu „%s“', undo: 'Rückgängig' }],
  ['es', { action: 'No me interesa', muted: 'No más notificaciones sobre «%s»', undo: 'Deshacer' }],
  ['fr', { action: 'Pas pertinent', muted: 'Plus de notifications sur « %s »', undo: 'Annuler' }],
  ['ar', { action: 'غير مهم', muted: 'لا مزيد من الإشعارات حول «%s»', undo: 'تراجع' }],
  ['ja', { action: '興味なし', muted: '「%s」の通知を停止しました', undo: '元に戻す' }],
])

/** In the notification's language where it is known. */
export function irrelevantTexts(lang: string | undefined): IrrelevantTexts {
  return TEXTS.get(lang?.slice(0, 2).toLowerCase() ?? 'en') ?? ENGLISH
}
