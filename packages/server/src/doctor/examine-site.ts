import { checkSubject } from '@belfry/web-push'
import type { Site } from '../sites/site.ts'
import { ok, problem, warning, type Finding } from './finding.ts'

/** Its address, its pages and its contact. */
export function examineSite({ url, origins, contact }: Pick<Site, 'url' | 'origins' | 'contact'>): Finding[] {
  return [
    url === null ? warning('no URL is set: set BELFRY_URL to the address of your site') : ok(`the site is at ${url}`),
    origins.length === 0
      ? warning('no page may subscribe: set BELFRY_URL or BELFRY_ORIGINS')
      : ok(`pages at ${origins.join(', ')} may subscribe`),
    contact === null
      ? warning('no contact is set: set BELFRY_CONTACT to an e-mail address, some push services want it')
      : describeContact(contact),
  ]
}

function describeContact(contact: string): Finding {
  const check = checkSubject(contact)
  return check.ok ? ok(`the contact is ${contact}`) : problem(check.message)
}
