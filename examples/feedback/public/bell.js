// What a press does in each state. Where there is no entry, a press cannot help, and the text says
// what can.
const press = {
  default: 'subscribe',
  unsubscribed: 'subscribe',
  unsynced: 'subscribe',
  'key-mismatch': 'subscribe',
  subscribed: 'unsubscribe',
}

/**
 * Brings the bell to life: shows the state of this browser, and changes it when pressed. The browser
 * asks for permission only then, never on its own.
 *
 * @param {HTMLElement} bell
 * @param {() => Promise<import('@belfry/browser').BelfryClient>} connect
 */
export async function startBell(bell, connect) {
  const button = bell.querySelector('button')
  const says = bell.querySelector('[role=status]')
  const help = bell.querySelector('.help')
  let status
  let working = false

  function say(name) {
    const words = bell.querySelector(`template[data-state="${name}"]`)
    says.textContent = words?.content.textContent ?? ''
    bell.dataset.state = name
  }

  function show(state) {
    status = state.status
    const on = status === 'subscribed'
    button.hidden = !(status in press) && status !== 'denied'
    button.setAttribute('aria-pressed', String(on))
    // Not `disabled`: who is on the button with the keyboard would lose their place.
    button.setAttribute('aria-disabled', String(working || status === 'denied'))
    help.hidden = !on
    // Turned off here while the server was away: "unsynced" in the other direction.
    if (!working) say(state.code === 'not-forgotten' ? state.code : status)
  }

  /** @param {'working' | 'stopping' | undefined} word what to say meanwhile */
  async function run(word, task) {
    working = true
    bell.setAttribute('aria-busy', 'true')
    button.setAttribute('aria-disabled', 'true')
    if (word) say(word)
    try {
      const state = await task()
      working = false
      show(state)
    } catch (error) {
      working = false
      console.error(error)
      button.hidden = !(status in press)
      button.setAttribute('aria-disabled', 'false')
      say('failed')
    }
    bell.removeAttribute('aria-busy')
  }

  let client
  button.addEventListener('click', () => {
    const action = press[status]
    if (working || !action) return
    void run(action === 'subscribe' ? 'working' : 'stopping', () => client[action]())
  })

  await run(undefined, async () => {
    client = await connect()
    client.addEventListener('change', ({ detail }) => show(detail))
    // Repairs what can be repaired without asking: a lost, changed or unknown subscription.
    return client.sync()
  })
}
