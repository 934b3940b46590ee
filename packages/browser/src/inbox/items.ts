/** A notification in the inbox. */
export interface InboxItem {
  id: string
  /** Null: it went to everybody, or to this person. */
  topic: string | null
  title: string
  body?: string
  url: string
  icon?: string
  image?: string
  lang?: string
  /** ISO 8601. */
  createdAt: string
  read: boolean
  /** Its content is not here: it is where the click leads. */
  isPrivate: boolean
}

/** What to mark, by ids. */
export interface InboxMarks {
  read?: readonly string[] | undefined
  dismissed?: readonly string[] | undefined
  /** Dismissed ones that are to be there again. */
  restored?: readonly string[] | undefined
  /** This one and all older ones are read. */
  readUntil?: string | undefined
}

interface Shown {
  items: readonly InboxItem[]
  unread: number
}

/** What is shown once these marks are made. The number is right as far as the items are here. */
export function markedHere({ items, unread }: Shown, marks: InboxMarks): Shown {
  const [read, dismissed] = [new Set(marks.read), new Set(marks.dismissed)]
  const until = items.findIndex(({ id }) => id === marks.readUntil)
  const left = items
    .map((item, index) => ({ ...item, read: item.read || read.has(item.id) || (until >= 0 && index >= until) }))
    .filter(({ id }) => !dismissed.has(id))
  const gone = items.filter((item) => !item.read).length - left.filter((item) => !item.read).length
  return { items: left, unread: Math.max(0, unread - gone) }
}
