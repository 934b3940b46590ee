const counted = new Map<string, number>()

/** Counts this page view of the site, once a page load, and answers how many there have been in this browser. */
export function countPageView(base: string, storage: () => Storage = () => localStorage): number {
  const name = `belfry:${base}:views`
  const known = counted.get(name)
  if (known !== undefined) return known
  let views = 1
  try {
    views += Number(storage().getItem(name)) || 0
    storage().setItem(name, String(views))
  } catch {
    // Storage is blocked: each page is the first.
  }
  counted.set(name, views)
  return views
}
