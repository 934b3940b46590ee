import { z } from 'zod'
import type { Database } from '../../database/database.ts'
import { endpoint } from '../../http/endpoint.ts'
import { FORM_REFUSALS, readForm } from '../../http/form-body.ts'
import { pageAnswer } from '../../http/page-answer.ts'
import { routeFile, type RouteFile } from '../../http/route-file.ts'
import type { Site } from '../../sites/site.ts'
import type { PreferencesEvents } from '../events.ts'
import type { PreferencesLinks } from '../links.ts'
import { changePreferences, showPreferences } from '../preferences.ts'
import { readPreferencesForm } from './read-form.ts'
import { renderGone, renderPage } from './render-page.ts'
import { STYLE_HASH } from './style.ts'
import { pageTexts } from './texts.ts'

export interface LinkPageNeeds {
  database: Database
  directory: { site(id: string): Promise<Pick<Site, 'name'> | undefined> }
  links: Pick<PreferencesLinks, 'open'>
  events: PreferencesEvents
  now: () => number
}

const LOOK = { style: STYLE_HASH }

/** GET and POST /b/:site/preferences/:token: the page that a link opens. */
export function linkPageRoutes({ database, directory, links, events, now }: LinkPageNeeds): RouteFile {
  return routeFile(
    { name: 'Browsers', description: 'Requests of the site’s pages and their service worker.' },
    {
      '/b/:site/preferences/:token': {
        GET: endpoint(show, async ({ site, params, query, header, context }) => {
          const whose = await links.open(site.id, params.token)
          const texts = pageTexts(header('accept-language'), whose?.locale ?? null)
          if (whose === undefined) return pageAnswer(context, renderGone(texts), { ...LOOK, status: 410 })
          const preferences = await showPreferences(database, whose, now())
          const notice = query.saved === undefined ? undefined : 'saved'
          const view = { site: await nameOf(site.id), texts, preferences, notice } as const
          return pageAnswer(context, renderPage(view), LOOK)
        }),
        POST: endpoint(save, async ({ site, params, header, context }) => {
          const form = await readForm(context.req.raw)
          const whose = await links.open(site.id, params.token)
          const texts = pageTexts(header('accept-language'), whose?.locale ?? null)
          if (whose === undefined) return pageAnswer(context, renderGone(texts), { ...LOOK, status: 410 })
          const preferences = await showPreferences(database, whose, now())
          const change = readPreferencesForm(form, preferences)
          if (change === undefined) {
            const view = { site: await nameOf(site.id), texts, preferences, notice: 'refused' } as const
            return pageAnswer(context, renderPage(view), { ...LOOK, status: 422 })
          }
          await changePreferences(database, whose, change, now())
          events.changed({ site: site.id, by: 'link' })
          // Loading the page again must not post again.
          return context.body(null, 303, { location: '?saved' })
        }),
      },
    },
  )

  async function nameOf(siteId: string): Promise<string> {
    return (await directory.site(siteId))?.name ?? siteId
  }
}

const params = z.object({
  site: z.string().describe('The id of the site.'),
  token: z.string().describe('Of a link that POST /v1/subscribers/:id/preferences-link has made.'),
})
const HTML = 'text/html'

const show = {
  id: 'showPreferencesPage',
  summary: 'The page that a link to preferences opens',
  description: 'For people: it works without signing in and without JavaScript, in six languages.',
  params,
  // A mail program may add parameters of its own.
  query: z.object({ saved: z.string().optional().describe('Says that it was saved.') }),
  answers: {
    200: { description: 'The page.', type: HTML },
    410: { description: 'The link opens nothing, or nothing any more.', type: HTML },
  },
} as const

const save = {
  id: 'savePreferencesPage',
  summary: 'The form of that page',
  description: 'With the fields of the page, as a form (application/x-www-form-urlencoded).',
  params,
  isOwnForm: true,
  answers: {
    303: { description: 'It is saved; the page says so.', headers: { location: 'The page.' } },
    410: { description: 'The link opens nothing, or nothing any more.', type: HTML },
    422: { description: 'The page again, with what is wrong.', type: HTML },
  },
  refusals: FORM_REFUSALS,
} as const
