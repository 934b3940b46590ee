import { browserNotice } from '../forms/browser-notice.ts'
import { siteNotices } from '../notifications/site-notices.ts'
import type { Site } from '../sites/site.ts'
import type { RegistrationRules } from '../subscriptions/register-subscription.ts'

const SUBSCRIPTIONS_PER_SUBSCRIBER = 100

/** What a site's own settings say of the subscriptions that are registered for it. */
export function rulesOfSite(
  site: Site | undefined,
): Pick<RegistrationRules, 'subscriptionsPerSubscriber' | 'noticeIn'> {
  const subscriptionsPerSubscriber = site?.limits.maxSubscriptions ?? SUBSCRIPTIONS_PER_SUBSCRIBER
  if (site === undefined) return { subscriptionsPerSubscriber }
  const notices = siteNotices(site)
  return {
    subscriptionsPerSubscriber,
    noticeIn: (locale) => browserNotice(notices, site.privacy, locale),
  }
}
