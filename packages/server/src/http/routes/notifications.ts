/** What the routes need of the notifications room. */
export interface Notifications<Notification = object> {
  /** Throws a Refusal. `replayed`: the idempotency key was seen with this same request before. */
  create(
    siteId: string,
    input: unknown,
    options: { idempotencyKey?: string },
  ): Promise<{ notification: Notification; replayed: boolean }>
  get(siteId: string, id: string): Promise<Notification | undefined>
  list(siteId: string, cursor?: string): Promise<{ items: Notification[]; next?: string }>
  setState(
    siteId: string,
    id: string,
    state: 'paused' | 'sending' | 'cancelled',
  ): Promise<Notification | undefined>
}
