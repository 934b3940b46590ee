// People and one's own account in the dashboard, in real Chromium with accounts of Belfry's own.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import jsQR from 'jsqr'
import { findBrowser } from '../../setup/browsers.ts'
import { readBase32 } from '#test/belfry/read-base32'
import { codeAt } from '../../packages/server/src/accounts/used-codes.ts'
import { whyNoDashboard } from './dashboard-stage.ts'
import { ADA, visitDashboard, type DashboardPage, type DashboardVisit } from './dashboard-visit.ts'

const executablePath = findBrowser('chromium')
const skip = whyNoDashboard || (executablePath === undefined && 'chromium is not on this machine')
const EDI = { name: 'Edi', email: 'edi@example.com', password: 'the second bell is smaller' }

describe('people in the dashboard', { skip, timeout: 240_000 }, () => {
  let visit: DashboardVisit
  let ada: DashboardPage
  let edi: DashboardPage
  before(async () => {
    visit = await visitDashboard(executablePath ?? '', { sites: { shop: { url: 'https://shop.example' } } })
    ada = visit.page
    edi = await visit.stranger()
  })
  after(() => visit?.[Symbol.asyncDispose]())

  test('are invited by a link, which is shown once', async () => {
    await ada.open('settings')
    await ada.press('People')
    await ada.says('1 person has an account; nobody has a second factor.')
    await ada.look('people-one')
    await ada.press('Invite …')
    await ada.write({ email: EDI.email })
    await ada.look('people-invite')
    await ada.press('Make a link')
    await ada.says(`Send this link to ${EDI.email}`)
    await ada.look('people-link')
    const link = await ada.page.$eval('[role=dialog] pre', ({ innerText }) => innerText)
    assert.ok(link.startsWith(`${visit.origin}/dashboard/invitation#`), link)
    await ada.press('Done')
    await ada.says('Take back')
    assert.equal((await ada.page.content()).includes(link), false)
    await ada.look('people-invited')

    await edi.page.goto(link)
    await edi.says('You are invited as editor, for all sites')
    await edi.look('invitation')
    await edi.write({ name: EDI.name, password: EDI.password })
    await edi.page.keyboard.press('Enter')
    await edi.says('Overview')
  })

  test('an invitation is taken back', async () => {
    await ada.press('Invite …')
    await ada.press('Make a link')
    await ada.says('Whoever opens this link first')
    const link = await ada.page.$eval('[role=dialog] pre', ({ innerText }) => innerText)
    await ada.press('Done')
    await ada.press('Take back the invitation for Whoever has the link')
    await ada.says('None. “Invite …”')
    const late = await visit.stranger()
    await late.page.goto(link)
    await late.says('This link holds no more')
  })

  test('get another role and other sites, which counts at once', async () => {
    await edi.open('settings')
    assert.equal((await edi.page.content()).includes('settings/people'), false, 'people are an owner’s')
    await edi.open('settings/people')
    await edi.says('People belong to the server')
    await edi.look('people-not-yours')
    await ada.open('settings/people')
    await ada.press('Change Edi')
    await ada.page.select('[role=dialog] [name=role]', 'viewer')
    await ada.says('Sees everything, changes nothing.')
    await ada.page.click('[role=dialog] [name=limited]')
    await ada.press('Save')
    await ada.says('must name at least one')
    await ada.page.click('[role=dialog] [value=shop]')
    await ada.look('people-change')
    await ada.press('Save')
    await ada.says('Edi is changed')
    await ada.says('shop')
    await edi.open('notifications/new')
    await edi.says('You may look, not send')
    await edi.open('?site=default')
    await edi.says('There is no site called “default”')
    await edi.press('shop')
    await edi.says('In this period')
  })

  test('the last owner stays', async () => {
    await ada.press('Remove Ada')
    await ada.says('you are signed out at once')
    await ada.press('Remove')
    await ada.says('last-owner')
    await ada.press('Cancel')
  })

  test('are removed with their sessions', async () => {
    await ada.press('Remove Edi')
    await ada.says('The account and all its sessions end at once')
    await ada.look('people-remove')
    await ada.press('Remove')
    await ada.says('Edi is removed')
    await edi.open('subscribers')
    await edi.says('To see whom you reach')
  })
})

describe('one’s own account in the dashboard', { skip, timeout: 240_000 }, () => {
  let visit: DashboardVisit
  let page: DashboardPage
  let other: DashboardPage
  const changed = 'a quieter bell in a tower'
  before(async () => {
    visit = await visitDashboard(executablePath ?? '')
    page = visit.page
    other = await visit.stranger()
  })
  after(() => visit?.[Symbol.asyncDispose]())

  test('lists the sessions, and ends them', async () => {
    await signIn(other, ADA.password)
    await other.says('All well')
    await page.press('Ada')
    await page.press('Your account')
    await page.says('You sign in as ada@example.com, Owner, with a password alone.')
    await page.says('This one')
    await page.look('account')
    await page.press(await page.labelOf('End the session in Chrome'))
    await page.says('The session is ended')
    await other.open('topics')
    await other.says('To see whom you reach')
    await signIn(other, ADA.password)
    await other.says('All well')
    await page.open('settings/account')
    await page.press('End the other one')
    await page.says('All your other sessions are ended')
  })

  test('takes another password', async () => {
    await page.write({ current: 'not the present one', password: changed })
    await page.press('Change the password')
    await page.says('password-wrong')
    await page.write({ current: ADA.password, password: 'password1234' })
    await page.press('Change the password')
    await page.says('password-weak')
    await page.write({ current: ADA.password, password: changed })
    await page.press('Change the password')
    await page.says('The password is changed')
  })

  test('turns a second factor on with a picture for a camera, and signs in with it', async () => {
    await page.press('Turn it on …')
    await page.look('factor-proof')
    await page.write({ proof: changed })
    await page.press('Go on')
    await page.page.waitForSelector('[role=dialog] svg[role=img]')
    await page.look('factor-scan')
    const secret = await page.page.$eval('[role=dialog] pre', ({ innerText }) => innerText)
    assert.ok((await readPicture())?.includes(`secret=${secret}`), 'the picture is the secret')
    await page.write({ code: '000 000' })
    await page.press('Turn it on')
    await page.says('code-wrong')
    const step = Math.floor(Date.now() / 30_000)
    await page.write({ code: codeAt(readBase32(secret), step) })
    await page.press('Turn it on')
    await page.says('Keep these recovery codes')
    await page.look('factor-codes')
    const codes = await page.page.$$eval('[role=dialog] li', (all) => all.map(({ innerText }) => innerText))
    assert.equal(codes.length, 10)
    await page.press('I have kept them')
    await page.says('with a password and a code')

    await signIn(other, changed)
    await other.says('One more step')
    await other.look('code')
    await other.write({ code: codes[0] ?? '' })
    await other.page.keyboard.press('Enter')
    await other.says('All well')
  })

  test('is there in German, whose words fit the bar of a phone', async () => {
    await page.page.evaluate("localStorage.setItem('belfry-language', 'de')")
    await page.open('settings/account')
    await page.says('Ihr Konto')
    await page.look('account-german')
    await page.page.evaluate("localStorage.setItem('belfry-language', 'en')")
    await page.open('settings/account')
  })

  test('turns it off again, with the password', async () => {
    await page.press('Turn it off …')
    await page.write({ proof: 'not the password' })
    await page.press('Turn it off')
    await page.says('password-wrong')
    await page.write({ proof: changed })
    await page.look('factor-off')
    await page.press('Turn it off')
    await page.says('with a password alone')
    assert.deepEqual(visit.complaints, [])
  })

  async function signIn(who: DashboardPage, password: string): Promise<void> {
    await who.open('sign-in')
    await who.write({ email: ADA.email, password })
    await who.page.keyboard.press('Enter')
  }

  // By another program than the one that drew it.
  async function readPicture(): Promise<string | undefined> {
    const picture = await page.page.$('[role=dialog] svg[role=img]')
    const file = await picture?.screenshot({ encoding: 'base64' })
    const { data, width, height } = (await page.page.evaluate(`(${PIXELS})(${JSON.stringify(file)})`)) as Pixels
    return jsQR.default(Uint8ClampedArray.from(data), width, height)?.data
  }
})

interface Pixels {
  data: number[]
  width: number
  height: number
}

const PIXELS = `async (file) => {
  const bytes = Uint8Array.from(atob(file), (letter) => letter.charCodeAt(0))
  const picture = await createImageBitmap(new Blob([bytes]))
  const { width, height } = picture
  const context = new OffscreenCanvas(width, height).getContext('2d')
  context.drawImage(picture, 0, 0)
  return { data: [...context.getImageData(0, 0, width, height).data], width, height }
}`
