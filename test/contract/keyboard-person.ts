import assert from 'node:assert/strict'
import type { KeyInput, Page } from 'puppeteer-core'

/** Where the keyboard is. */
interface Stop {
  name: string
  /** What somebody who looks at it would complain of. */
  faults: string[]
  isDialog: boolean
}

/** More than any screen has. */
const MOST_STOPS = 250

/**
 * Somebody who has a keyboard and no mouse. Wherever a key leads them they look whether they see where they are;
 * nothing is focused by a script.
 */
export class KeyboardPerson {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async says(text: string): Promise<void> {
    const { page } = this
    await page
      .waitForFunction(`document.body.innerText.includes(${JSON.stringify(text)})`, { polling: 50 })
      .catch(async (cause: unknown) => {
        const shown = await page.evaluate('document.body.innerText')
        throw new Error(`${page.url()} does not say ${text}, but: ${String(shown)}`, { cause })
      })
  }

  async press(...keys: readonly KeyInput[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key)
  }

  async back(): Promise<void> {
    await this.page.keyboard.down('Shift')
    await this.page.keyboard.press('Tab')
    await this.page.keyboard.up('Shift')
  }

  /** Presses Tab until something of this name has the keyboard; `nth` of that name. */
  async go(name: string, nth = 1): Promise<void> {
    const passed: string[] = []
    let left = nth
    for (let stops = 0; stops < 2 * MOST_STOPS; stops += 1) {
      await this.press('Tab')
      const stop = await this.look()
      if (stop?.name === name && (left -= 1) === 0) return
      passed.push(stop?.name ?? '(the page)')
    }
    assert.fail(`Tab does not lead to “${name}”, but to ${[...new Set(passed)].join(', ')}`)
  }

  /** Goes to a field and writes over what is in it. */
  async write(name: string, text: string): Promise<void> {
    await this.go(name)
    await this.page.keyboard.down('Control')
    await this.press('a')
    await this.page.keyboard.up('Control')
    await this.press('Delete')
    await this.page.keyboard.type(text)
  }

  /** Chooses in a list that is closed, by the beginning of the choice. */
  async choose(name: string, choice: string): Promise<void> {
    do await this.go(name)
    while ((await this.page.evaluate('document.activeElement.localName')) !== 'select')
    await this.page.keyboard.type(choice)
    const chosen = 'document.activeElement.selectedOptions?.[0].innerText'
    // Where the address has the choice, it is drawn with the rest of the screen.
    const isChosen = `${chosen}?.startsWith(${JSON.stringify(choice)}) === true`
    await this.page.waitForFunction(isChosen, { polling: 20 }).catch(async (cause: unknown) => {
      throw new Error(`${name} is ${String(await this.page.evaluate(chosen))}, not ${choice}`, { cause })
    })
  }

  async activate(name: string, nth?: number): Promise<void> {
    await this.go(name, nth)
    await this.press('Enter')
  }

  /** Opens a menu and chooses in it by arrows. */
  async menu(opener: string, item: string): Promise<void> {
    await this.activate(opener)
    await this.page.waitForSelector('[role=menu]', { visible: true })
    for (let stops = 0; stops < MOST_STOPS; stops += 1) {
      await this.press('ArrowDown')
      if ((await this.look())?.name === item) return this.press('Enter')
    }
    assert.fail(`the menu ${opener} has no ${item}`)
  }

  /**
   * Opens a dialog and does something in it. The keyboard has to be inside at once, to stay there, and to be back at
   * the opener afterwards, as long as that is there.
   */
  async dialog(opener: string, inside: () => Promise<void>): Promise<void> {
    await this.go(opener)
    await this.press('Enter')
    await this.walkDialog()
    await inside()
    await this.page.waitForFunction(`document.querySelector('[role=dialog]') === null`, { polling: 50 })
    const back = await this.look()
    const isThere = await this.page.evaluate(`(${HAS})(${JSON.stringify(opener)})`)
    if (isThere === true) assert.equal(back?.name, opener, 'the dialog gives the keyboard back')
  }

  /** Once around the open dialog. */
  async walkDialog(): Promise<void> {
    const inside = 'document.activeElement?.closest("[role=dialog]") != null'
    await this.page.waitForFunction(inside, { polling: 20 }).catch(async (cause: unknown) => {
      throw new Error(`no dialog has the keyboard, but ${JSON.stringify(await this.look())}`, { cause })
    })
    await this.page.waitForFunction(HAS_COME, { polling: 20 })
    await this.walk()
  }

  /**
   * Presses Tab from where they are until they are there again: everything that can be operated is met, and nothing
   * keeps them. Goes back by Shift and Tab a few stops, to see that this way is the same.
   */
  async walk(): Promise<string[]> {
    const { page } = this
    await page.evaluate(`(${MARK})()`)
    const met: string[] = []
    const faults: string[] = []
    let isAround = false
    for (let stops = 0; !isAround && stops < MOST_STOPS; stops += 1) {
      await this.press('Tab')
      const stop = await this.look()
      isAround = (await page.evaluate(`(${MEET})()`)) === true
      if (stop === undefined || isAround) continue
      met.push(stop.name)
      faults.push(...stop.faults.map((fault) => `“${stop.name}” ${fault}`))
    }
    const missed = (await page.evaluate(`(${MISSED})()`)) as string[]
    assert.deepEqual({ faults, missed, isAround }, { faults: [], missed: [], isAround: true }, page.url())
    return met
  }

  /** What has the keyboard now; undefined: the page itself. */
  async look(): Promise<Stop | undefined> {
    return (await this.page.evaluate(`(${LOOK})()`)) as Stop | undefined
  }
}

// One that slides in is below the window until its animation begins.
const HAS_COME = `(() => {
  const { top, left } = document.querySelector('[role=dialog]').getBoundingClientRect()
  const isInside = top < innerHeight - 1 && left < innerWidth - 1
  return isInside && document.getAnimations().every(({ playState }) => playState !== 'running')
})()`

// As a browser names things for who hears the page; enough of it for what the dashboard has.
const NAME = `(one) => {
  const by = one.getAttribute('aria-labelledby')?.split(' ').map((id) => document.getElementById(id)?.textContent)
  const text = one.getAttribute('aria-label') || by?.join(' ') || one.labels?.[0]?.innerText.split('\\n')[0] ||
    (one.matches('input, textarea, select') ? one.placeholder : one.innerText || one.textContent) || one.title ||
    one.tagName
  return text.replaceAll(/\\s+/g, ' ').replace(/ \\*$/, '').trim().slice(0, 100)
}`

// In the next frame: a key is acknowledged before it has moved the focus. Boxes are compared as they lie in the window
// now: the browser may have scrolled.
const LOOK = `async () => {
  await new Promise((resolve) => requestAnimationFrame(resolve))
  const name = ${NAME}
  const one = document.activeElement
  if (one === null || one === document.body || one === document.documentElement) {
    window.keyboardBefore = undefined
    return undefined
  }
  const faults = []
  // Checks and switches are drawn beside the input that has the keyboard.
  const drawn = [one, one.nextElementSibling, one.parentElement, ...(one.labels ?? [])].filter((part) => part != null)
  const isMarked = drawn.some((part) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(part)
    return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1
  })
  if (!isMarked) faults.push('does not show that it has the keyboard')
  const boxOf = (part) => {
    const box = part.getBoundingClientRect()
    return box.width * box.height > 4 ? box : (part.labels?.[0] ?? part.parentElement).getBoundingClientRect()
  }
  const box = boxOf(one)
  if (box.right <= 0 || box.left >= innerWidth || box.bottom <= 0 || box.top >= innerHeight) {
    faults.push('is outside of the window')
  } else {
    const x = Math.min(Math.max((box.left + box.right) / 2, 1), innerWidth - 1)
    const y = Math.min(Math.max((box.top + box.bottom) / 2, 1), innerHeight - 1)
    const top = document.elementFromPoint(x, y)
    const isOurs = top !== null && (top.contains(one) || one.contains(top) || (one.labels?.[0]?.contains(top) ?? false))
    if (!isOurs) faults.push('is covered by ' + (top?.outerHTML.slice(0, 80) ?? 'nothing'))
  }
  const before = window.keyboardBefore
  if (before?.isConnected && before !== one && before.closest('[role=dialog]') === one.closest('[role=dialog]')) {
    const was = boxOf(before)
    if (box.bottom <= was.top && box.left <= was.left) faults.push('stands above and before ' + name(before))
  }
  window.keyboardBefore = one
  return { name: name(one), faults, isDialog: one.closest('[role=dialog]') !== null }
}`

const HAS = `(wanted) => [...document.querySelectorAll('button, a')]
  .some((one) => (${NAME})(one) === wanted && one.checkVisibility())`

// A walk notes what it has met on the page itself.
const MARK = `() => {
  window.keyboardMet = new Set()
  window.keyboardLast = undefined
  window.keyboardBefore = undefined
}`

// A field for a time is several stops of one element.
const MEET = `() => {
  const one = document.activeElement
  const isSame = one === window.keyboardLast
  const met = window.keyboardMet
  window.keyboardLast = one
  if (one === document.body || (isSame && one.matches('[type=date], [type=time], [type=datetime-local]'))) return false
  if (met.has(one)) return true
  met.add(one)
  return false
}`

const MISSED = `() => {
  const name = ${NAME}
  const around = document.querySelector('[role=dialog]') ?? document
  const met = window.keyboardMet
  const canBe = (one) => !one.disabled && one.tabIndex >= 0 && one.type !== 'hidden' &&
    one.closest('[inert]') === null && one.checkVisibility({ visibilityProperty: true })
  // Of radio buttons, and of a menu, one is met and arrows lead to the others.
  const isOneOf = (one) =>
    one.type === 'radio' && [...met].some((other) => other.type === 'radio' && other.name === one.name)
  const all = [...around.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
  const missed = all
    .filter((one) => canBe(one) && !isOneOf(one) && !met.has(one))
    .map((one) => name(one) + ' is not met')
  const pressed = [...around.querySelectorAll('main *, [role=dialog] *')].filter((one) =>
    getComputedStyle(one).cursor === 'pointer' && one.checkVisibility() &&
    one.closest('a, button, input, select, textarea, summary, label, [tabindex]') === null)
  return [...missed, ...pressed.map((one) => name(one) + ' is for a mouse alone')]
}`
