// The dashboard by keyboard alone, in real Chromium: every screen is reached and operated by Tab, arrows, Enter, Space
// and Escape. Wherever the keyboard goes one sees where it is, in the order of the picture, and nothing keeps it.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'puppeteer-core'
import { startPushService, type PushService } from '@belfry/push-service'
import { launchBrowser, type LaunchedBrowser } from '@belfry/push-service/browser'
import { readBase32 } from '#test/belfry/read-base32'
import { codeAt } from '../../packages/server/src/accounts/used-codes.ts'
import { findBrowser } from '../../setup/browsers.ts'
import { startNotificationDaemon, type NotificationDaemon } from '../support/desktop/notification-daemon.ts'
import { subscribeAll, whyNoDashboard } from './dashboard-stage.ts'
import { ADA, visitDashboard, type DashboardVisit } from './dashboard-visit.ts'
import { KeyboardPerson } from './keyboard-person.ts'

const skip = whyNoDashboard || (findBrowser('chromium') === undefined && 'chromium is not on this machine')
const BROWSERS = 12

/** Every screen of who is signed in, with what it says when it is there. */
const SCREENS = [
  { path: '', says: 'Annotations' },
  { path: 'notifications', says: 'The bells of our town' },
  { path: 'notifications/new', says: 'Before you send' },
  { path: 'notifications/:notification', says: 'What was sent' },
  { path: 'subscribers', says: 'chrome-0-0' },
  { path: 'subscribers/chrome-0-0', says: 'History' },
  { path: 'subscriptions', says: 'chrome-0-0' },
  { path: 'subscriptions/:subscription', says: 'Newest deliveries' },
  { path: 'topics', says: 'New walks' },
  { path: 'opt-in', says: 'From the question to the bell' },
  { path: 'settings', says: 'API keys' },
  { path: 'settings/people', says: 'Open invitations' },
  { path: 'settings/account', says: 'Where you are signed in' },
  { path: 'system', says: 'Alarms in your browser' },
] as const

describe('the dashboard by keyboard alone', { skip, timeout: 600_000 }, () => {
  let service: PushService
  let desktop: NotificationDaemon
  let launched: LaunchedBrowser
  let visit: DashboardVisit
  let person: KeyboardPerson
  /** What was made on the way. */
  const places: Record<string, string> = {}
  before(async () => {
    service = await startPushService()
    desktop = await startNotificationDaemon()
    launched = await launchBrowser({ browser: 'chromium', service, dbus: desktop.address })
    const { allow, ca, resolve } = service
    visit = await visitDashboard('', {
      browser: launched.browser,
      isSetUp: false,
      push: { allow: [...allow], ca, resolve },
      // So that it still is on its way when it is paused and cancelled, however slow the machine.
      maxPerMinute: 12,
      topics: { walks: { name: 'New walks' }, replies: { name: 'Replies to you', transactional: true } },
      sites: { shop: { url: 'https://shop.example' } },
    })
    person = new KeyboardPerson(visit.page.page)
    await addAuthenticator(person.page)
    await subscribeAll(visit.place, service, BROWSERS)
    const asked = { step: 'shown', prompt: 'bell' }
    await visit.place.page('POST', '/b/default/funnel', asked, { origin: visit.origin })
  })
  after(async () => {
    await visit?.[Symbol.asyncDispose]()
    await launched?.close()
    await desktop?.[Symbol.asyncDispose]()
    await service?.close()
  })

  test('the first account is made, and its owner signs out and in', async () => {
    await person.says('Set up Belfry')
    await person.walk()
    await person.write('Name', ADA.name)
    await person.write('E-mail', ADA.email)
    await person.write('Password', ADA.password)
    await person.press('Enter')
    await person.says('All well')
    await person.menu('Ada', 'Sign out')
    await person.says('To see whom you reach')
    await person.walk()
    await person.write('E-mail', ADA.email)
    await person.write('Password', ADA.password)
    await person.press('Enter')
    await person.says('All well')
  })

  test('a notification is written, tried in this browser, sent, paused and cancelled', async () => {
    await person.press('g', 'n')
    await person.says('Nothing was sent yet')
    await person.activate('Write one')
    await person.says('Goes to 12 browsers now.')
    await person.go('Everybody')
    await person.press('ArrowDown')
    await person.choose('Topic', 'New walks')
    await person.says('Goes to 10 browsers now.')
    await person.go('A topic')
    await person.press('ArrowDown')
    await person.write('Subscriber', 'chrome-0-0')
    await person.says('Goes to 1 browser now.')
    await person.go('One subscriber')
    await person.press('ArrowDown')
    await person.says('Goes to 12 browsers now.')
    await person.write('Title', 'The bells of our town')
    await person.write('Text', 'How they are cast')
    await person.write('Link', '/bells')
    await person.write('Icon', '/bell.png')
    await person.activate('More settings')
    await person.write('Image', '/tower.jpg')
    await person.write('Tag', 'bells')
    await person.choose('May arrive for', '3 days')
    await person.choose('Urgency', 'Low')
    await person.go('Stays until it is answered')
    await person.press('Space')
    await person.says('It stays until it is answered')
    await person.go('Keep the content from the push service, too')
    await person.press('Space')
    await person.says('You have a new message')
    await person.press('Space')
    await person.go('At first')
    await person.press('ArrowRight')
    await person.activate('Use this browser')
    await person.says('This browser is one of the site’s')
    await person.activate('Send a test')
    await person.says('On its way')
    await desktop.waitFor(({ summary }) => summary === 'The bells of our town')
    await person.dialog('Send to 13 browsers', () => person.press('Escape'))
    await person.activate('Send to 13 browsers')
    await person.walkDialog()
    await person.activate('Send it')
    await person.says('of 13')
    await person.activate('Pause')
    await person.says('Paused')
    await person.activate('Go on')
    await person.says('Being sent')
    await person.activate('Cancel')
    await person.walkDialog()
    await person.activate('Send no more of it')
    await person.says('Cancelled')
    places['notification'] = person.page.url().split('/').at(-1) ?? ''
    await person.choose('By', 'System')
  })

  test('a row is opened by arrows and Enter, a person is exported and erased', async () => {
    await person.activate('Overview')
    await person.press('/')
    await person.page.waitForFunction('document.activeElement.type === "search"')
    await person.page.keyboard.type('chrome-')
    await person.press('Enter')
    await person.says('chrome-1-0')
    await person.page.waitForFunction(`!document.querySelector('main').innerText.includes('safari-4-0')`)
    await person.go('chrome-1-0')
    await person.press('ArrowUp', 'ArrowDown', 'Enter')
    await person.says('Erase …')
    await person.activate('Export')
    await person.says('It is in your downloads')
    await person.activate('Erase …')
    await person.walkDialog()
    await person.write('Type chrome-1-0 to confirm', 'chrome-1-0')
    await person.press('Enter')
    await person.says('Erased, with 1 browser')
  })

  test('a browser is looked at, and its subscription ended', async () => {
    await person.press('g', 'b')
    await person.says('safari-4-0')
    await person.go('Apple')
    await person.press('Space')
    await person.page.waitForFunction(`location.search.includes('pushService=apple')`)
    await person.activate('Clear filters')
    await person.activate('Edge on Windows')
    await person.says('Newest deliveries')
    places['subscription'] = person.page.url().split('/').at(-1) ?? ''
    await person.dialog('End it …', () => person.press('Escape'))
    await person.activate('End it …')
    await person.walkDialog()
    await person.activate('End it')
    await person.says('Ended: nothing more is sent')
  })

  test('a topic is made, changed and removed', async () => {
    await person.press('g', 't')
    await person.says('New walks')
    await person.dialog('New topic', async () => {
      await person.write('Id', 'offers')
      await person.write('Name', 'Offers')
      await person.go('On by default')
      await person.press('Space')
      await person.activate('Create')
      await person.says('Offers is there')
    })
    await person.dialog('Edit Offers', async () => {
      await person.write('Description', 'Once a month')
      await person.activate('Save')
      await person.says('Once a month')
    })
    await person.dialog('Remove Offers', async () => {
      await person.activate('Remove')
      await person.says('Offers is removed')
    })
  })

  test('a site is made and changed, its keys are replaced and revoked', async () => {
    await person.press('g', 'e')
    await person.says('API keys')
    await person.activate('New site …')
    await person.walkDialog()
    await person.write('Name', 'Blog')
    await person.write('Address', 'https://blog.example/')
    await person.activate('Make the site')
    await person.says('Its first API key sends and reads.')
    await person.activate('Go to the site')
    await person.says('Blog at https://blog.example/')
    await person.write('Origins', 'https://blog.example https://www.blog.example')
    await person.activate('Save')
    await person.says('pages of 2 origins')
    await person.go('Keep to caps')
    await person.press('Space')
    await person.go('An inbox in the page')
    await person.press('Space')
    await person.dialog('New key …', async () => {
      await person.activate('New key')
      await person.says('Retiring')
    })
    await person.dialog('New API key …', async () => {
      await person.write('Who or what uses it', 'A script')
      await person.activate('Make it')
      await person.says('It is not shown again')
      await person.activate('Done')
    })
    await person.dialog('Revoke A script', async () => {
      await person.activate('Revoke')
      await person.says('Revoked')
    })
    await person.choose('Site', 'default')
  })

  test('somebody is invited, and the invitation taken back', async () => {
    await person.activate('People')
    await person.says('Open invitations')
    await person.dialog('Invite …', async () => {
      await person.choose('Role', 'Editor')
      await person.go('Only for some sites')
      await person.press('Space')
      await person.go('shop')
      await person.press('Space')
      await person.activate('Make a link')
      await person.says('Whoever opens this link first')
      await person.activate('Done')
    })
    await person.activate('Take back the invitation for Whoever has the link')
    await person.says('The invitation is taken back')
  })

  test('one’s own account gets a second factor and a passkey', async () => {
    await person.activate('Your account')
    await person.says('Where you are signed in')
    await person.dialog('Turn it on …', async () => {
      await person.write('Your password', ADA.password)
      await person.press('Enter')
      await person.page.waitForSelector('[role=dialog] pre')
      const secret = await person.page.$eval('[role=dialog] pre', ({ innerText }) => innerText)
      await person.write('Six digits', codeAt(readBase32(secret), Math.floor(Date.now() / 30_000)))
      await person.press('Enter')
      await person.says('Keep these recovery codes')
      await person.activate('I have kept them')
    })
    await person.dialog('Turn it off …', async () => {
      await person.write('Your password', ADA.password)
      await person.press('Enter')
      await person.says('The second factor is off')
    })
    await person.dialog('Add a passkey …', async () => {
      await person.write('Your password', ADA.password)
      await person.press('Enter')
      await person.says('On this device alone')
    })
  })

  test('alarms are turned on, tried, and turned off', async () => {
    await person.press('g', 'y')
    await person.says('0 browsers ring.')
    await person.activate('Ring this browser')
    await person.says('1 browser rings.')
    await person.activate('Try it')
    await desktop.waitFor(({ summary }) => summary === 'This is how an alarm of Belfry looks')
    await person.activate('Stop ringing this browser')
    await person.says('0 browsers ring.')
    await person.activate('Examine again')
  })

  test('the numbers of the overview are read, annotated and shared', async () => {
    await person.press('g', 'o')
    await person.says('In this period')
    await person.choose('Period', '7 days')
    await person.page.waitForFunction(`location.search.includes('period=7d')`)
    await person.choose('Push service', 'Push service: Apple')
    await person.page.waitForFunction(`location.search.includes('pushService=apple')`)
    await person.activate('Clear filters')
    await person.dialog('Add an annotation …', async () => {
      await person.write('What happened', 'Autumn campaign')
      await person.activate('Add')
      await person.says('Annotation added')
    })
    const drawing = '.recharts-surface[tabindex="0"]'
    await person.page.waitForSelector(drawing)
    while ((await person.page.evaluate(`document.activeElement.matches('${drawing}')`)) !== true)
      await person.press('Tab')
    await person.press('ArrowRight')
    await person.page.waitForFunction(`document.querySelector('.recharts-tooltip-wrapper')?.innerText.length > 3`)
    await person.press('n')
    await person.says('Time')
    await person.press('n')
    await person.dialog('Share …', async () => {
      await person.write('For whom', 'The board')
      await person.press('Enter')
      await person.page.waitForSelector('[role=dialog] pre')
      await person.activate('Done')
    })
    await person.activate('Delete the annotation “Autumn campaign”')
    await person.says('Annotation deleted')
    await person.activate('Skip to the content')
    await person.page.waitForFunction(`document.activeElement.localName === 'main'`)
  })

  test('every screen is gone through', async (t) => {
    for (const { path, says } of SCREENS) {
      const address = path.replace(/:(\w+)/, (_, what: string) => places[what] ?? '')
      for (const width of [1280, 390]) {
        await t.test(`${path || 'overview'}, ${width} pixels wide`, async () => {
          await person.page.setViewport({ width, height: 900 })
          await visit.page.open(address)
          await person.says(says)
          await person.page.waitForNetworkIdle({ idleTime: 100, concurrency: 1 })
          const met = await person.walk()
          assert.equal(met[0], 'Skip to the content')
        })
      }
    }
    assert.deepEqual(visit.complaints, [])
  })

  test('a phone has the other screens under More', async () => {
    await person.dialog('More', async () => {
      await person.activate('Topics')
      await person.says('New walks')
    })
  })
})

/** A device that keeps passkeys, whose owner always shows a finger. */
async function addAuthenticator(page: Page): Promise<void> {
  const cdp = await page.createCDPSession()
  await cdp.send('WebAuthn.enable')
  const kind = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true } as const
  const options = { ...kind, isUserVerified: true, automaticPresenceSimulation: true }
  await cdp.send('WebAuthn.addVirtualAuthenticator', { options })
}
