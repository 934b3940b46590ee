/** The tables of how often people get messages: what counts for caps, and what comes together, once a day. */
export interface PaceTables {
  belfry_pace_blocks: PaceBlocksTable
  belfry_digest_items: DigestItemsTable
  belfry_recalls: RecallsTable
}

interface PaceBlocksTable {
  block: number
  topic: string
  entries: Uint8Array
}

interface RecallsTable {
  subscriber_id: number
  asked_at: number
}

interface DigestItemsTable {
  notification: number
  subscriber_id: number
  site_id: string
  /** 0: at once. */
  due_at: number
  /** The id of the notification that it came in; '': it was withdrawn before. */
  digest: string | null
}
