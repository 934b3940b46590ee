/** A waiting delivery, and its notification. */
export interface InLine {
  notification: { number: number }
}

interface Entry<Item> {
  item: Item
  since: number
}

/**
 * A line in which notifications take turns: the few of a small one do not wait for the thousands of a large one that
 * came before. Within a notification it is first in, first out. As cheap as one queue while there is one notification.
 */
export class FairLine<Item extends InLine> {
  /** In the order in which they come next. */
  #flows: { number: number; entries: Entry<Item>[] }[] = []
  #length = 0

  get length(): number {
    return this.#length
  }

  /** The number of waiting notifications. */
  get notifications(): number {
    return this.#flows.length
  }

  waitingOf(notification: Item['notification']): number {
    return this.#flowOf(notification)?.entries.length ?? 0
  }

  push(item: Item, since: number): void {
    const { number } = item.notification
    let flow = this.#flowOf(item.notification)
    if (flow === undefined) this.#flows.push((flow = { number, entries: [] }))
    flow.entries.push({ item, since })
    this.#length += 1
  }

  shift(): Item | undefined {
    const flow = this.#flows[0]
    const entry = flow?.entries.shift()
    if (flow === undefined || entry === undefined) return undefined
    this.#length -= 1
    if (flow.entries.length === 0) this.#flows.shift()
    else if (this.#flows.length > 1) this.#flows.push(this.#flows.shift() as typeof flow)
    return entry.item
  }

  /** Removes all deliveries of the notifications that match. */
  takeOf(isOver: (notification: Item['notification']) => boolean): Item[] {
    const over = this.#flows.filter(({ entries: [first] }) => first && isOver(first.item.notification))
    if (over.length === 0) return []
    this.#flows = this.#flows.filter((flow) => !over.includes(flow))
    const taken = over.flatMap(({ entries }) => entries.map(({ item }) => item))
    this.#length -= taken.length
    return taken
  }

  /** Removes all deliveries that have waited since `before` or longer. */
  takeBefore(before: number): Item[] {
    const taken = this.#flows.flatMap(({ entries }) => {
      const late = entries.findIndex(({ since }) => since > before)
      return entries.splice(0, late === -1 ? entries.length : late)
    })
    this.#flows = this.#flows.filter(({ entries }) => entries.length > 0)
    this.#length -= taken.length
    return taken.map(({ item }) => item)
  }

  #flowOf({ number }: Item['notification']) {
    return this.#flows.find((flow) => flow.number === number)
  }
}
