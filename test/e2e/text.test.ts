import { test } from 'node:test'
import { setStage } from './stage.ts'

const family = '👩‍👩‍👧‍👦'
const thumb = '👍🏽'

/** The text in the form, and the text that the desktop has to show. */
const texts = {
  emoji: [`Thank you ${family} ${thumb} 🇺🇦`, `Thank you ${family} ${thumb} 🇺🇦`],
  'right-to-left text': ['שלום, הטופס לא עובד — مرحبا', 'שלום, הטופס לא עובד — مرحبا'],
  '120 graphemes, whole': [family + 'é'.normalize('NFD').repeat(119), family + 'é'.normalize('NFD').repeat(119)],
  '121 graphemes, cut between two of them': [thumb.repeat(121), `${thumb.repeat(119)}…`],
} as const

test('the text arrives as it was written', { timeout: 400_000 }, async (t) => {
  await using stage = await setStage()
  await stage.seat.ownerSubscribes()
  for (const [what, [written, shown]] of Object.entries(texts)) {
    await t.test(what, async () => {
      await stage.site.sendFeedback('Zoë 🦉', written)
      await stage.seat.seeNotification('Zoë 🦉:', shown)
    })
  }
})
