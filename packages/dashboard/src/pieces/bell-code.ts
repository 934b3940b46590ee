/** What a page of the site needs, so that people can turn notifications on. */
export function bellCode(site: string): string {
  return `<script type="module" src="/b/${site}/components.js"></script>\n<belfry-bell></belfry-bell>`
}
