// Passkeys in the dashboard, in real Chromium with its virtual authenticator (CDP WebAuthn).

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { CDPSession } from 'puppeteer-core'
import { findBrowser } from '../../setup/browsers.ts'
import { whyNoDashboard } from './dashboard-stage.ts'
import { ADA, visitDashboard, type DashboardPage, type DashboardVisit } from './dashboard-visit.ts'

const executablePath = findBrowser('chromium')
const skip = whyNoDashboard || (executablePath === undefined && 'chromium is not on this machine')

describe('passkeys in the dashboard', { skip, timeout: 180_000 }, () => {
  let visit: DashboardVisit
  let page: DashboardPage
  let cdp: CDPSession
  let authenticatorId: string
  before(async () => {
    visit = await visitDashboard(executablePath ?? '')
    page = visit.page
    cdp = await page.page.createCDPSession()
    await cdp.send('WebAuthn.enable')
    const options = {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
    } as const
    const made = await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: { ...options, isUserVerified: true, automaticPresenceSimulation: true },
    })
    authenticatorId = made.authenticatorId
  })
  after(() => visit?.[Symbol.asyncDispose]())

  test('the door offers none while there is none', async () => {
    const stranger = await visit.stranger()
    await stranger.open('sign-in')
    await stranger.says('Password')
    await stranger.page.waitForNetworkIdle({ idleTime: 200, concurrency: 0 })
    assert.equal(String(await stranger.page.evaluate('document.body.innerText')).includes('passkey'), false)
    await stranger.page.close()
  })

  test('one is made in one’s own account, with the password', async () => {
    await page.open('settings/account')
    await page.press('Add a passkey …')
    await page.write({ proof: 'not the password' })
    await page.press('Go on')
    await page.says('password-wrong')
    await page.write({ proof: ADA.password })
    await page.look('passkey-add')
    await page.press('Go on')
    await page.says('On this device alone')
    await page.look('passkeys')
    // The device has one, and says so.
    await page.press('Add a passkey …')
    await page.write({ proof: ADA.password })
    await page.press('Go on')
    await page.says('This device has one for your account already.')
    await page.press('Cancel')
  })

  test('it signs in, with its owner’s finger alone', async () => {
    await page.press('Ada')
    await page.press('Sign out')
    await page.says('Sign in with a passkey')
    await page.look('sign-in-passkey')
    await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })
    await page.press('Sign in with a passkey')
    await page.says('No passkey was used')
    await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true })
    await page.press('Sign in with a passkey')
    await page.says('All well')
    const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId })
    assert.ok((credentials[0]?.signCount ?? 0) > 1)
  })

  test('a copy of it, whose counter is behind, is refused', async () => {
    await page.press('Ada')
    await page.press('Sign out')
    await page.says('Sign in with a passkey')
    const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId })
    const [credential] = credentials
    assert.ok(credential)
    await cdp.send('WebAuthn.clearCredentials', { authenticatorId })
    await cdp.send('WebAuthn.addCredential', { authenticatorId, credential: { ...credential, signCount: 0 } })
    await page.press('Sign in with a passkey')
    await page.says('passkey-refused')
    await cdp.send('WebAuthn.clearCredentials', { authenticatorId })
    await cdp.send('WebAuthn.addCredential', { authenticatorId, credential: { ...credential, signCount: 50 } })
    await page.press('Sign in with a passkey')
    await page.says('All well')
  })

  test('a removed one signs in no more', async () => {
    await page.open('settings/account')
    await page.says('On this device alone')
    await page.press(await page.labelOf('Remove Chrome'))
    await page.look('passkey-remove')
    await page.press('Remove')
    await page.says('None yet.')
    assert.deepEqual(visit.complaints, [])
  })
})
